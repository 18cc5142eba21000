package io.hearthwatch.simulate;

/** The street: houses, a pavement on either side, a road with a broken line. */
final class StreetBackdrop implements Backdrop {

  @Override
  public void paint(Scenery s) {
    s.sky(190);
    for (int x = 0; x < 640; x += 46) {
      s.bush(x, 164, 46, 30);
    }
    s.tree(14, 184, 150);
    s.wall(0xAD9A8F, 50, 74, 240, 186, 8, 18);
    s.roof(0x716A68, 38, 78, 78, 34, 214, 34, 252, 78);
    s.wall(0xB9B6AE, 280, 86, 452, 186, 9, 0);
    s.roof(0x66686C, 268, 90, 366, 40, 464, 90);
    s.wall(0xA3A49E, 492, 66, 640, 186, 8, 18);
    s.roof(0x77706B, 480, 70, 520, 28, 640, 28, 640, 70);
    for (int left : new int[] {66, 176, 300, 404, 514, 590}) {
      s.window(left, 102, left + 34, 134);
    }
    for (int left : new int[] {124, 346, 556}) {
      s.block(0xDAD6CF, left - 3, 119, left + 29, 186);
      s.block(0x67605B, left, 122, left + 26, 186);
    }
    s.lawn(0, 184, 640, 184, 640, 202, 0, 202);
    s.bush(262, 182, 24, 16);
    s.bush(474, 184, 22, 14);
    s.ground(0xBBB7B1, 0xB1ADA7, 0, 200, 640, 200, 640, 220, 0, 220);
    s.block(0x8F8C88, 0, 219, 640, 224);
    s.ground(0x838384, 0x757576, 0, 224, 640, 224, 640, 310, 0, 310);
    for (int x = 10; x < 640; x += 92) {
      s.area(0xCFCDC8, 0xC4C2BD, x, 262, x + 48, 262, x + 50, 267, x - 2, 267);
    }
    s.block(0x8F8C88, 0, 308, 640, 314);
    s.ground(0xB5B1AB, 0xA5A19B, 0, 314, 640, 314, 640, 360, 0, 360);
    s.block(0x6A6967, 470, 42, 475, 218);
    s.line(0x6A6967, 255, 4f, 472, 44, 436, 40);
  }

  @Override
  public void paintLights(Scenery s) {
    s.shine(176, 102, 210, 134, 140);
    s.shine(404, 102, 438, 134, 110);
    s.bulb(438, 42, 5);
  }
}
