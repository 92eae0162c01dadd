//! Results of SurveyJS, with a questionnaire before them: see `checks::survey`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::survey::try_on("surveyjs", data));
