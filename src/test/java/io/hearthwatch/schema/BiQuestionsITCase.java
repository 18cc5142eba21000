package io.hearthwatch.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearthwatch.testing.PostgresServer;
import io.hearthwatch.testing.Rows;
import io.hearthwatch.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The questions of docs/bi.md, asked as a reader of the rows in bi-fixture.sql. The expected
 * answers stand in bi-answers.txt, counted by hand from those rows.
 */
class BiQuestionsITCase {
  private static final Path PAGE = Path.of("docs", "bi.md");
  private static final Pattern QUESTION =
      Pattern.compile("### (\\d+)\\. ([^\\n]+)\\n\\n```sql\\n(.*?)```", Pattern.DOTALL);

  /** The page asks about the present; the rows have a fixed one. */
  private static final String NOW = "timestamptz '2026-11-20 12:00Z'";

  private static Connection owner;
  private static Connection reader;

  record Question(int number, String title, String sql) {
    @Override
    public String toString() {
      return number + ". " + title;
    }
  }

  @BeforeAll
  static void fill() throws IOException, SQLException {
    TestDatabase database = PostgresServer.freshDatabase();
    owner = database.connect();
    Rows.execute(owner, resource("bi-fixture.sql"));
    ReaderRole.grant(owner);
    Rows.execute(owner, "CREATE ROLE questioner LOGIN IN ROLE " + ReaderRole.NAME);
    reader = DriverManager.getConnection(database.jdbcUrl(), "questioner", "");
    Rows.execute(reader, "SET default_transaction_read_only = on");
  }

  @AfterAll
  static void disconnect() throws SQLException {
    reader.close();
    owner.close();
  }

  @Test
  void thePageHasTwelve() throws IOException {
    assertThat(questions().map(Question::number))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  }

  @ParameterizedTest
  @MethodSource("questions")
  void isAnswered(Question question) throws IOException, SQLException {
    assertThat(answer(question.sql().replace("now()", NOW)))
        .isNotEmpty()
        .isEqualTo(expected(question));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void runsAsItStands(Question question) throws SQLException {
    answer(question.sql());
  }

  @Test
  void everyViewIsOnThePageWithItsTimeColumn() throws IOException, SQLException {
    assertThat(Files.readString(PAGE))
        .contains(
            Rows.query(
                reader,
                """
                SELECT '| `' || c.relname || '` |'
                FROM pg_class c WHERE relnamespace = 'bi'::regnamespace AND relkind = 'v'
                """));
    for (String view :
        Rows.query(reader, "SELECT viewname FROM pg_views WHERE schemaname = 'bi'")) {
      String comment =
          Rows.one(reader, "SELECT obj_description(to_regclass(?), 'pg_class')", "bi." + view);
      Matcher time = Pattern.compile("Time column: (\\w+)\\.$").matcher(comment);
      assertThat(time.find()).as(view + ": " + comment).isTrue();
      assertThat(Files.readString(PAGE))
          .containsPattern("\\| `" + view + "` \\|[^|]+\\| `" + time.group(1) + "` \\|");
      assertThat(
              Rows.one(
                  reader,
                  "SELECT format_type(atttypid, NULL) FROM pg_attribute"
                      + " WHERE attrelid = to_regclass(?) AND attname = ?",
                  "bi." + view,
                  time.group(1)))
          .isEqualTo("timestamp with time zone");
    }
  }

  static Stream<Question> questions() throws IOException {
    List<Question> questions = new ArrayList<>();
    Matcher matcher = QUESTION.matcher(Files.readString(PAGE));
    while (matcher.find()) {
      questions.add(
          new Question(Integer.parseInt(matcher.group(1)), matcher.group(2), matcher.group(3)));
    }
    return questions.stream();
  }

  private static List<String> expected(Question question) throws IOException {
    Matcher section =
        Pattern.compile(
                "^## " + question.number() + "\\n(.*?)(?=^##|\\z)",
                Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(resource("bi-answers.txt"));
    assertThat(section.find()).isTrue();
    return section.group(1).strip().lines().toList();
  }

  private static List<String> answer(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = reader.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          cells.add(String.valueOf(result.getString(i)));
        }
        rows.add(String.join(" | ", cells));
      }
    }
    return rows;
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = BiQuestionsITCase.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
