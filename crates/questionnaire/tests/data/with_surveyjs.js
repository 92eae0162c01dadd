// Asks invented people the standard questionnaire with SurveyJS itself, and prints what it showed and what it gave:
//   npm install survey-core@3.1.1 && node with_surveyjs.js ../../../../data/questionnaire/standard.json > surveyjs.jsonl
const { Model } = require("survey-core");
const json = JSON.parse(require("fs").readFileSync(process.argv[2], "utf8"));

let state = 20211005;
function below(most) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 4294967296) * most);
}
const rowsOf = (question) => question.visibleRows.map((row) => String(row.name));

function answer(question) {
  switch (question.getType()) {
    case "checkbox": {
      if (below(4) == 0) return ["none"];
      const own = question.visibleChoices.map((choice) => choice.value).filter((value) => value != "none");
      const chosen = own.filter(() => below(3) == 0);
      return chosen.length ? chosen : undefined;
    }
    case "matrix": {
      const said = {};
      for (const row of rowsOf(question)) if (below(6)) said[row] = question.columns[below(question.columns.length)].value;
      return Object.keys(said).length ? said : undefined;
    }
    case "boolean":
      return below(2);
    case "text":
      return question.min + below(80);
    default:
      return question.visibleChoices[below(question.visibleChoices.length)].value;
  }
}

for (let person = 0; person < 40; person++) {
  const survey = new Model(json);
  if (survey.jsonErrors && survey.jsonErrors.length) throw new Error(survey.jsonErrors.map(String).join("\n"));
  survey.setValue("respondent", `p${person}`);
  survey.setValue("accounts", below(4));
  const visible = [];
  const rows = {};
  for (const question of survey.getAllQuestions()) {
    if (!question.isVisible) continue;
    visible.push(question.name);
    if (question.getType() == "matrix") rows[question.name] = rowsOf(question);
    if (!question.isRequired && below(8) == 0) continue;
    const said = answer(question);
    if (said !== undefined) question.value = said;
  }
  survey.doComplete();
  console.log(JSON.stringify({ visible, rows, data: survey.data }));
}
