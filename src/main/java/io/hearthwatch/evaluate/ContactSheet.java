package io.hearthwatch.evaluate;

import io.hearthwatch.domain.Detection;
import io.hearthwatch.image.DecodedPicture;
import io.hearthwatch.image.PictureDecoder;
import io.hearthwatch.image.PictureHeader;
import io.hearthwatch.image.UndecodablePictureException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** A picture of the frames with most mistakes: what was labelled, and what was found. */
public final class ContactSheet {
  private static final int MOST_COLUMNS = 3;
  private static final int FULL_SIZE = 1;
  private static final int GAP = 10;
  private static final int BAR = 26;
  private static final Color PAPER = new Color(32, 34, 37);
  private static final Color TEXT = new Color(235, 235, 235);

  private final Graphics2D graphics;

  private ContactSheet(Graphics2D graphics) {
    this.graphics = graphics;
  }

  /**
   * Draws the frames with most mistakes at the threshold, worst first; frames without any are left
   * out, unless there is no other.
   *
   * @param most frames, at least 1
   * @return the bytes of a PNG file
   * @throws IOException when a picture cannot be read any more, or the machine has no fonts
   */
  public static byte[] draw(Evaluation evaluation, int most) throws IOException {
    List<FrameComparison> worst =
        evaluation.frames().stream().filter(frame -> frame.mistakes() > 0).limit(most).toList();
    if (worst.isEmpty()) {
      worst = evaluation.frames().subList(0, 1);
    }
    requireFont();
    List<BufferedImage> tiles = new ArrayList<>();
    for (FrameComparison frame : worst) {
      tiles.add(annotated(frame).draw());
    }
    int columns = Math.min(MOST_COLUMNS, tiles.size());
    int[] rowHeights = new int[(tiles.size() + columns - 1) / columns];
    for (int i = 0; i < tiles.size(); i++) {
      rowHeights[i / columns] = Math.max(rowHeights[i / columns], tiles.get(i).getHeight());
    }
    BufferedImage sheet =
        new BufferedImage(
            // The legend is wider than one tile.
            GAP + Math.max(2, columns) * (AnnotatedFrame.WIDTH + GAP),
            BAR + GAP + IntStream.of(rowHeights).map(height -> BAR + height + GAP).sum(),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setColor(PAPER);
      graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
      graphics.setFont(AnnotatedFrame.FONT);
      ContactSheet drawing = new ContactSheet(graphics);
      drawing.legend(evaluation);
      int y = BAR + GAP;
      for (int i = 0; i < tiles.size(); i++) {
        int x = GAP + i % columns * (AnnotatedFrame.WIDTH + GAP);
        drawing.caption(worst.get(i), x, y);
        graphics.drawImage(tiles.get(i), x, y + BAR, null);
        y += i % columns == columns - 1 ? BAR + rowHeights[i / columns] + GAP : 0;
      }
    } finally {
      graphics.dispose();
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(sheet, "png", png);
    return png.toByteArray();
  }

  /** Slim machines have none, and Java then fails with an error of its own. */
  private static void requireFont() throws IOException {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      graphics.getFontMetrics(AnnotatedFrame.FONT).stringWidth("person");
    } catch (InternalError | RuntimeException e) {
      throw new IOException(
          "the sheet needs a font to write with, and this machine has none; install one, such as"
              + " the packages fontconfig and fonts-dejavu-core",
          e);
    } finally {
      graphics.dispose();
    }
  }

  private void legend(Evaluation evaluation) {
    int x = GAP;
    for (BoxKind kind : BoxKind.values()) {
      graphics.setColor(kind.colour());
      graphics.setStroke(kind.stroke());
      graphics.drawRect(x, 11, 22, 13);
      graphics.setColor(TEXT);
      graphics.drawString(kind.words(), x + 30, 23);
      x += 30 + graphics.getFontMetrics().stringWidth(kind.words()) + 24;
    }
    graphics.drawString(
        String.format(Locale.ROOT, "confidence ≥ %.2f", evaluation.settings().thresholdE4() / 1e4),
        x,
        23);
  }

  private void caption(FrameComparison frame, int x, int y) {
    graphics.setColor(TEXT);
    String counts =
        frame.mistakes() == 0
            ? "no mistakes"
            : "%d found, %d missed, %d invented, %d confused"
                .formatted(
                    frame.found().size(),
                    frame.missed().size(),
                    frame.invented().size(),
                    frame.confused().size());
    int countsWidth = graphics.getFontMetrics().stringWidth(counts);
    graphics.drawString(counts, x + AnnotatedFrame.WIDTH - countsWidth, y + BAR - 8);
    graphics.drawString(
        shortened(frame.frame().name(), AnnotatedFrame.WIDTH - countsWidth - 2 * GAP),
        x,
        y + BAR - 8);
  }

  private static AnnotatedFrame annotated(FrameComparison frame) throws IOException {
    AnnotatedFrame tile = new AnnotatedFrame(picture(frame.frame()));
    frame.found().forEach(pair -> tile.add(BoxKind.LABELLED, pair.object(), ""));
    frame
        .found()
        .forEach(pair -> tile.add(BoxKind.FOUND, pair.detection(), name(pair.detection())));
    for (FrameComparison.Pair pair : frame.confused()) {
      tile.add(BoxKind.LABELLED, pair.object(), "");
      tile.add(
          BoxKind.CONFUSED,
          pair.detection(),
          name(pair.detection()) + ", is " + pair.object().label());
    }
    frame.invented().forEach(box -> tile.add(BoxKind.INVENTED, box, name(box)));
    frame.missed().forEach(box -> tile.add(BoxKind.MISSED, box, box.label()));
    return tile;
  }

  private static String name(Detection detection) {
    return String.format(Locale.ROOT, "%s %.2f", detection.label(), detection.confidenceE4() / 1e4);
  }

  /** Cut at the front: frames of one folder differ at the end. */
  private String shortened(String name, int width) {
    if (graphics.getFontMetrics().stringWidth(name) <= width) {
      return name;
    }
    int start = 1;
    while (start < name.length()
        && graphics.getFontMetrics().stringWidth("…" + name.substring(start)) > width) {
      start++;
    }
    return "…" + name.substring(start);
  }

  private static BufferedImage picture(SearchedFrame frame) throws IOException {
    byte[] bytes = Files.readAllBytes(frame.picture());
    try (DecodedPicture decoded =
        PictureDecoder.decode(bytes, PictureHeader.read(bytes), FULL_SIZE)) {
      BufferedImage image =
          new BufferedImage(decoded.width(), decoded.height(), BufferedImage.TYPE_INT_RGB);
      int[] row = new int[decoded.width()];
      for (int y = 0; y < decoded.height(); y++) {
        decoded.copyRow(y, row);
        for (int x = 0; x < row.length; x++) {
          row[x] >>>= 8;
        }
        image.setRGB(0, y, row.length, 1, row, 0, row.length);
      }
      return image;
    } catch (UndecodablePictureException e) {
      throw new IOException(frame.picture() + " has changed: " + e.getMessage(), e);
    }
  }
}
