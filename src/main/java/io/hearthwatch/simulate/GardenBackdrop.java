package io.hearthwatch.simulate;

/** The back garden: fence and trees behind a lawn, the house with its back door at the right. */
final class GardenBackdrop implements Backdrop {

  @Override
  public void paint(Scenery s) {
    s.sky(110);
    s.tree(70, 150, 150);
    s.tree(250, 140, 110);
    s.tree(395, 142, 130);
    s.fence(0, 92, 470, 152, 15);
    s.lawn(0, 150, 640, 150, 640, 360, 0, 360);
    s.footShadow(0, 151, 470, 16);
    s.bush(26, 166, 40, 24);
    s.bush(330, 158, 34, 16);
    s.ground(0xAFA89E, 0xA39C92, 470, 214, 640, 250, 640, 360, 372, 360);
    s.area(0xB7ADA1, 0xA89E92, 470, 0, 640, 0, 640, 262, 470, 216);
    for (int y = 12; y < 250; y += 13) {
      s.line(0x000000, 24, 1f, 470, y * 216 / 262, 640, y);
    }
    s.area(0xDAD6CF, 0xCFCBC4, 540, 92, 612, 92, 612, 254, 540, 235);
    s.area(0x736C66, 0x625B55, 547, 100, 605, 100, 605, 252, 547, 237);
    s.area(0x6E7A84, 0x525C66, 556, 112, 596, 112, 596, 166, 556, 166);
    s.block(0xC9BFA6, 551, 174, 556, 184);
    s.block(0x4A4744, 512, 110, 522, 130);
    s.area(0x8E867C, 0x7C746A, 140, 196, 210, 196, 214, 204, 136, 204);
    s.block(0x6E675E, 144, 204, 149, 222);
    s.block(0x6E675E, 202, 204, 207, 222);
  }

  @Override
  public void paintLights(Scenery s) {
    s.shine(556, 112, 596, 166, 90);
    s.bulb(517, 122, 4);
  }
}
