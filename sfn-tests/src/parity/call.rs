//! Functions of any number of parameters, called alike. `Arity` keeps the implementations apart.

/// Calls a machine's function with its input: one argument as it is, several from a tuple.
pub trait Call<Input, Arity> {
    /// What the function returns: a future.
    type Output;
    /// Calls the function.
    fn call(self, input: Input) -> Self::Output;
}

impl<F: Fn() -> R, R> Call<(), [(); 0]> for F {
    type Output = R;
    fn call(self, (): ()) -> R {
        self()
    }
}

impl<F: Fn(A) -> R, A, R> Call<A, [(); 1]> for F {
    type Output = R;
    fn call(self, input: A) -> R {
        self(input)
    }
}

impl<F: Fn(A, B) -> R, A, B, R> Call<(A, B), [(); 2]> for F {
    type Output = R;
    fn call(self, (a, b): (A, B)) -> R {
        self(a, b)
    }
}

impl<F: Fn(A, B, C) -> R, A, B, C, R> Call<(A, B, C), [(); 3]> for F {
    type Output = R;
    fn call(self, (a, b, c): (A, B, C)) -> R {
        self(a, b, c)
    }
}
