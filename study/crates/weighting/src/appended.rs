//! Rows with their weights beside them.

use microdata::{Chunk, Column, Dictionary, Error, Faults, Measure, Rows, Variable};

use crate::Weighted;

/// Rows of another reader, with columns for the weight, its replicates and aggregates behind all others.
pub struct Appended<'a, R> {
    rows: R,
    weighted: &'a Weighted,
    dictionary: Dictionary,
    taken: usize,
}

impl<'a, R: Rows> Appended<'a, R> {
    /// Adds the weights to rows, which are those that were weighed, in their order.
    ///
    /// # Errors
    /// When there is a variable of that name already.
    pub fn new(rows: R, weighted: &'a Weighted) -> Result<Self, Error> {
        let mut dictionary = rows.dictionary().clone();
        let name = &weighted.report.name;
        let replicates = weighted.replicates.as_ref().map_or(0, |replicates| replicates.weights.ncols());
        let digits = replicates.to_string().len();
        let names = (1..=replicates).map(|number| format!("{name}_{number:0digits$}"));
        let own = std::iter::once(name.clone()).chain(names).enumerate().map(|(number, name)| {
            let label = if number == 0 { "Weight".to_owned() } else { format!("Replicate weight {number}") };
            (name, label)
        });
        let of_aggregates = weighted
            .aggregates
            .iter()
            .map(|aggregate| (aggregate.name.clone(), format!("Weight within {}", aggregate.label)));
        for (name, label) in own.chain(of_aggregates) {
            if dictionary.variable(&name).is_some() {
                let what = format!("there is a variable `{name}` already");
                return Err(Error::new(what).hint("give the new weight another `name` in the targets"));
            }
            dictionary.variables.push(Variable { label, measure: Measure::Scale, ..Variable::number(&name) });
        }
        dictionary.weight = Some(name.clone());
        Ok(Self { rows, weighted, dictionary, taken: 0 })
    }
}

impl<R: Rows> Rows for Appended<'_, R> {
    fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    fn next(&mut self) -> Result<Option<Chunk>, Error> {
        let Some(mut chunk) = self.rows.next()? else { return Ok(None) };
        let end = self.taken + chunk.rows();
        let Some(weights) = self.weighted.weights.get(self.taken..end) else {
            return Err(
                Error::new("the rows are not those that were weighed").hint("did the file change meanwhile?")
            );
        };
        chunk.columns.push(Column::Numbers(weights.to_vec()));
        for column in self.weighted.replicates.iter().flat_map(|replicates| replicates.weights.column_iter())
        {
            chunk
                .columns
                .push(Column::Numbers(column.rows(self.taken, end - self.taken).iter().copied().collect()));
        }
        for aggregate in &self.weighted.aggregates {
            chunk.columns.push(Column::Numbers(aggregate.weights[self.taken..end].to_vec()));
        }
        self.taken = end;
        Ok(Some(chunk))
    }

    fn faults(&self) -> &Faults {
        self.rows.faults()
    }
}
