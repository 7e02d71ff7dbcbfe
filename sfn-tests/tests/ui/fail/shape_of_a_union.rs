use sfn::Shape;

#[derive(Shape)]
union Number {
    _whole: u32,
    _real: f32,
}

fn main() {}
