//! Tuples of type variables, up to sixteen; longer lists nest.

use super::Ty;

/// The value of a tuple of type variables, known from its type alone.
pub trait Slots {
    /// That value.
    const ALL: Self;
}

impl<T: ?Sized> Slots for Ty<T> {
    const ALL: Self = Ty::NEW;
}

macro_rules! tuples {
    ($($name:ident)*) => {
        impl<$($name: Slots),*> Slots for ($($name,)*) {
            const ALL: Self = ($($name::ALL,)*);
        }
    };
}

tuples!();
tuples!(A);
tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
tuples!(A B C D E);
tuples!(A B C D E F);
tuples!(A B C D E F G);
tuples!(A B C D E F G H);
tuples!(A B C D E F G H I);
tuples!(A B C D E F G H I J);
tuples!(A B C D E F G H I J K);
tuples!(A B C D E F G H I J K L);
tuples!(A B C D E F G H I J K L M);
tuples!(A B C D E F G H I J K L M N);
tuples!(A B C D E F G H I J K L M N O);
tuples!(A B C D E F G H I J K L M N O P);
