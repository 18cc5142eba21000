package io.hearthwatch.simulate;

/** A porch: brick wall, door at the right, a path across the lawn to the street. */
final class FrontDoorBackdrop implements Backdrop {

  @Override
  public void paint(Scenery s) {
    s.sky(90);
    s.bush(40, 96, 70, 26);
    s.bush(150, 100, 60, 20);
    s.fence(0, 88, 270, 128, 13);
    s.lawn(0, 126, 300, 126, 300, 360, 0, 360);
    s.footShadow(0, 126, 262, 14);
    s.ground(0xB5AFA6, 0xA8A298, 150, 126, 190, 126, 330, 262, 210, 300);
    s.wall(0xA98F82, 262, 0, 640, 230, 11, 26);
    s.ground(0xB4AFA9, 0xA19C96, 262, 230, 640, 230, 640, 360, 120, 360);
    s.footShadow(262, 230, 640, 26);
    for (int x = 200; x < 640; x += 88) {
      s.line(0x000000, 34, 1.4f, 262 + (x - 120) * 378 / 520, 230, x, 360);
    }
    s.line(0x000000, 34, 1.4f, 214, 275, 640, 275);
    s.window(300, 60, 388, 150);
    s.block(0xDAD6CF, 446, 46, 562, 232);
    s.area(0x6B6460, 0x595350, 454, 54, 554, 54, 554, 232, 454, 232);
    for (int panel = 0; panel < 2; panel++) {
      int left = 466 + panel * 42;
      s.block(0x7A726D, left, 68, left + 34, 132);
      s.block(0x7A726D, left, 146, left + 34, 218);
    }
    s.block(0xC9BFA6, 460, 142, 465, 152);
    s.block(0x7D7974, 452, 238, 566, 252);
    s.block(0x4A4744, 590, 84, 602, 108);
    s.bush(606, 226, 34, 36);
    s.area(0x8C7F76, 0x75695F, 586, 242, 628, 242, 622, 284, 592, 284);
  }

  @Override
  public void paintLights(Scenery s) {
    s.shine(300, 60, 388, 150, 120);
    s.bulb(596, 94, 5);
  }
}
