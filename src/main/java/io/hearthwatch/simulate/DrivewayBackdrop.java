package io.hearthwatch.simulate;

/** A driveway from the street to the garage, seen from above the garage door. */
final class DrivewayBackdrop implements Backdrop {

  @Override
  public void paint(Scenery s) {
    s.sky(126);
    for (int x = 0; x < 640; x += 40) {
      s.bush(x, 116, 36, 16);
    }
    s.tree(60, 130, 120);
    s.tree(560, 128, 96);
    house(s, 110, 0xB4A99B, 0x77706C);
    house(s, 330, 0xA7ABAC, 0x6E6A69);
    s.lawn(0, 124, 640, 124, 640, 148, 0, 148);
    s.ground(0x8D8C8C, 0x858484, 0, 146, 640, 146, 640, 172, 0, 172);
    s.ground(0xB8B4AE, 0xB0ACA6, 0, 172, 640, 172, 640, 184, 0, 184);
    s.lawn(0, 184, 640, 184, 640, 360, 0, 360);
    s.ground(0xA9A5A0, 0x9A9691, 262, 172, 398, 172, 620, 360, 70, 360);
    s.line(0x000000, 36, 1.5f, 232, 214, 436, 214);
    s.line(0x000000, 36, 1.5f, 176, 272, 516, 272);
    s.fence(0, 150, 96, 236, 16);
    s.footShadow(0, 236, 96, 16);
    s.bush(592, 244, 62, 46);
    s.bush(648, 286, 66, 60);
    s.block(0x6D6A67, 505, 120, 509, 206);
    s.block(0x57544F, 499, 112, 515, 122);
  }

  private static void house(Scenery s, int left, int wall, int roof) {
    s.wall(wall, left, 76, left + 170, 128, 7, 0);
    s.roof(roof, left - 10, 78, left + 30, 40, left + 142, 40, left + 180, 78);
    s.window(left + 18, 88, left + 44, 108);
    s.window(left + 120, 88, left + 150, 108);
    s.block(0x6A625C, left + 72, 88, left + 94, 128);
  }

  @Override
  public void paintLights(Scenery s) {
    s.shine(128, 88, 154, 108, 150);
    s.shine(450, 88, 480, 108, 120);
    s.bulb(507, 118, 5);
  }
}
