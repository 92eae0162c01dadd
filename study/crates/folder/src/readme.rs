//! `README.md` of a study: its files, and the commands in their order.

/// The file.
pub fn text(title: &str) -> String {
    TEXT.replace("TITLE", &title.split_whitespace().collect::<Vec<_>>().join(" "))
}

const TEXT: &str = r#"# TITLE

A study of `parasocial-study`. Nothing here was asked of anybody yet.

| file | what it says | who reads it |
| --- | --- | --- |
| `study.toml` | how the study is done, and on what terms | `tables --study`, the methods page |
| `questionnaire.json` | what is asked of whom, in every language | SurveyJS (open it in SurveyJS Creator), `import --questionnaire` |
| `codebook.md` | wording, bases, columns and codes, for people | you |
| `mapping.toml` | which columns have a part in the design; short titles | `import --mapping` |
| `targets.toml` | what the sample is weighted to: **placeholders, to be replaced** | `weight --targets` |
| `tables.toml` | which tables, by which columns | `tables --plan` |

## In this order

1. Fill in `study.toml` and `targets.toml`. Change the questionnaire in SurveyJS Creator if you need to; its names are the columns of
   everything that follows.
2. Ask people, with any software that runs SurveyJS, and save the results as `answers.json` (an array of results, or one on each
   line). Give each result a `respondent`, a text that tells people apart and says nothing about them.
3. Read the answers. What a person was not asked, did not answer and did not choose stay three things:

       parasocial-study import answers.json --questionnaire questionnaire.json --mapping mapping.toml --to answers.parquet

4. Look for what is odd, and write into `study.toml` (`quality`) what you did about it:

       parasocial-study check answers.parquet

5. Weigh, and read the report:

       parasocial-study weight answers.parquet --targets targets.toml --to weighted.parquet --report weights.md

6. Make the tables:

       parasocial-study tables weighted.parquet --plan tables.toml --study study.toml --to tables

`tables/tables.html` is for reading, `tables.xlsx` for working on, the others for programs. Answers are people's: keep
`answers.json` and the Parquet files where only those can read them who have to.
"#;
