# svyby.R FILE.csv: the task of the example `percents` by R's survey package, as CSV. Seconds to make the design and to
# estimate go to stderr; reading the file is not counted.
suppressPackageStartupMessages(library(survey))
file <- commandArgs(trailingOnly = TRUE)[1]
data <- read.csv(file, stringsAsFactors = TRUE)
start <- proc.time()[["elapsed"]]
design <- svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = data, nest = TRUE)
made <- proc.time()[["elapsed"]]
items <- sprintf("q%02d", 1:14)
found <- svyby(reformulate(items), ~country + age, design, svymean)
done <- proc.time()[["elapsed"]]
cat(sprintf("design %.3f\nseconds %.3f\n", made - start, done - made), file = stderr())
cat("item,country,age,percent,error\n")
errors <- as.matrix(SE(found))
for (item in seq_along(items)) {
  cat(sprintf("%s,%s,%s,%.9f,%.9f\n", items[item], found$country, found$age, 100 * found[[items[item]]],
              100 * errors[, item]), sep = "")
}
