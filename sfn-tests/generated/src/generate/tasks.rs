//! Tasks: what they take, give and fail with follows from their arguments alone, or from how often they were called.

use super::{Owner, Writer};
use crate::program::SHARED_ID;
use crate::types::Type;

/// A task.
#[derive(Clone)]
pub struct Task {
    pub name: String,
    /// Each with whether it is taken by reference.
    pub parameters: Vec<(Type, bool)>,
    pub output: Type,
    /// The place of its error.
    pub error: usize,
    /// Whether it fails for some arguments.
    pub fails: bool,
    /// Whether it fails at first; its first parameter tells calls apart.
    pub counts: bool,
    pub declaration: String,
}

impl Writer {
    /// A new task.
    pub fn task(&mut self, number: usize) -> Task {
        let kinds = ["fetch", "check", "store", "quote", "count", "close", "plan"];
        let name = format!("{}{SHARED_ID}", kinds[number]);
        let error = self.random.below(self.types.errors.len());
        // The first two never fail, so that every place has something to call.
        let fails = number > 1 && self.random.chance(70);
        let counts = number > 2 && self.random.chance(30);
        let mut parameters = Vec::new();
        if counts {
            parameters.push((Type::Integer("u32"), false));
        }
        for _ in 0..1 + self.random.below(2) {
            let ty = self.types.any(&mut self.random, 1);
            parameters.push((ty, self.random.chance(25)));
        }
        let output = if number == 0 {
            Type::Integer("i64")
        } else {
            self.types.any(&mut self.random, 2)
        };
        let mut task = Task {
            name,
            parameters,
            output,
            error,
            fails,
            counts,
            declaration: String::new(),
        };
        task.declaration = self.declared(&task);
        task
    }

    fn declared(&mut self, task: &Task) -> String {
        let errors = self.types.errors[task.error].clone();
        let own: Vec<_> = errors
            .variants
            .iter()
            .filter(|variant| variant.name != "TooLate")
            .cloned()
            .collect();
        let mut attribute = Vec::new();
        let mut body = String::new();
        let names: Vec<String> = (0..task.parameters.len())
            .map(|n| format!("a{n}"))
            .collect();
        let weighed: Vec<String> = names.iter().map(|name| format!("&{name}")).collect();
        body += &format!("    let n = weigh(&({},));\n", weighed.join(", "));
        if task.counts {
            let first = &own[0];
            attribute.push(format!(
                "retry(errors = [{}::{}], attempts = {}, interval = \"{}s\", backoff = 2.0)",
                errors.name,
                first.name,
                1 + self.random.below(3),
                1 + self.random.below(4)
            ));
            let value = self.types.sampled_variant(&errors.name, first, 1);
            body += &format!(
                "    if i64::from(calls_before(&format!(\"{}-{{a0}}\"))) < n % 4 {{ return Err({value}); }}\n",
                task.name
            );
        }
        if task.fails && errors.claims_timeout && self.random.chance(40) {
            attribute.push("timeout = \"10s\"".to_owned());
            body += "    sfn::sleep(Duration::from_secs(((n % 5) * 4) as u64)).await;\n";
        }
        if task.fails {
            for (place, variant) in own.iter().enumerate() {
                let value = self.types.sampled_variant(&errors.name, variant, place);
                body += &format!("    if n % 7 == {place} {{ return Err({value}); }}\n");
            }
        }
        body += &format!("    Ok({})\n", self.types.sample(&task.output, 2));
        let parameters: Vec<String> = names
            .iter()
            .zip(&task.parameters)
            .map(|(name, (ty, is_reference))| {
                let spelled = match (is_reference, ty) {
                    (true, Type::Text) => "&str".to_owned(),
                    (true, Type::List(of)) => format!("&[{}]", self.types.rust(of)),
                    (true, ty) => format!("&{}", self.types.rust(ty)),
                    (false, ty) => self.types.rust(ty),
                };
                format!("{name}: {spelled}")
            })
            .collect();
        let attribute = if attribute.is_empty() {
            String::new()
        } else {
            format!("({})", attribute.join(", "))
        };
        format!(
            "#[task{attribute}]\npub async fn {}({}) -> Result<{}, {}> {{\n{body}}}\n\n",
            task.name,
            parameters.join(", "),
            self.types.rust(&task.output),
            errors.name
        )
    }

    /// The tasks that may be called here with `?`, by their places.
    pub fn callable(&self, accept: impl Fn(&Task) -> bool) -> Vec<usize> {
        let owner = self.place.owner;
        self.matchable(|task| {
            accept(task)
                && match owner {
                    Owner::Machine => true,
                    Owner::Branch(error) => task.error == error,
                }
        })
    }

    /// The tasks that may be called here and matched, by their places.
    pub fn matchable(&self, accept: impl Fn(&Task) -> bool) -> Vec<usize> {
        let is_allowed = |task: &Task| {
            (self.place.may_fail || !task.fails && !task.counts)
                && (self.place.may_count || !task.counts)
                && accept(task)
        };
        let tasks = self.tasks.iter().enumerate();
        tasks
            .filter(|(_, task)| is_allowed(task))
            .map(|(place, _)| place)
            .collect()
    }

    /// A call of a task, not awaited.
    pub fn call(&mut self, place: usize) -> String {
        let task = self.tasks[place].clone();
        let mut arguments = Vec::new();
        for (number, (ty, is_reference)) in task.parameters.iter().enumerate() {
            if task.counts && number == 0 {
                // Calls of different places do not count each other.
                self.names += 1;
                arguments.push(format!("{}", self.names));
                continue;
            }
            let may_await = std::mem::replace(&mut self.place.may_await, false);
            let argument = if *is_reference {
                let readable = self.readable(|found| found == ty);
                if readable.is_empty() || self.random.chance(30) {
                    let value = self.value(ty);
                    format!("&({value})")
                } else {
                    format!("&{}", self.random.pick(&readable).text)
                }
            } else {
                self.value(ty)
            };
            self.place.may_await = may_await && self.random.chance(50);
            arguments.push(argument);
            self.place.may_await = may_await;
        }
        format!("{}({})", task.name, arguments.join(", "))
    }
}
