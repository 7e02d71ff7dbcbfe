// mistakes: 2
use sfn::{TaskError, state_machine};

#[derive(Debug, TaskError)]
pub enum Failed {
    Lost,
}

#[state_machine]
async fn conditions(n: u64) -> Result<u64, Failed> {
    Ok(if n > 1 { n + if n > 2 { n + if n > 3 { n + if n > 4 { n + if n > 5 { n + if n > 6 { n + if n > 7 { n + if n > 8 { n + if n > 9 { n + if n > 10 { n + if n > 11 { n + if n > 12 { n + if n > 13 { n + if n > 14 { n + if n > 15 { n + if n > 16 { n + if n > 17 { n + if n > 18 { n + if n > 19 { n + if n > 20 { n + if n > 21 { n + if n > 22 { n + if n > 23 { n + if n > 24 { n + if n > 25 { n + if n > 26 { n + if n > 27 { n + if n > 28 { n + if n > 29 { n + if n > 30 { n + n } else { 30 } } else { 29 } } else { 28 } } else { 27 } } else { 26 } } else { 25 } } else { 24 } } else { 23 } } else { 22 } } else { 21 } } else { 20 } } else { 19 } } else { 18 } } else { 17 } } else { 16 } } else { 15 } } else { 14 } } else { 13 } } else { 12 } } else { 11 } } else { 10 } } else { 9 } } else { 8 } } else { 7 } } else { 6 } } else { 5 } } else { 4 } } else { 3 } } else { 2 } } else { 1 })
}

#[state_machine]
async fn arms(all: Vec<u64>) -> Result<Vec<u64>, Failed> {
    Ok(all
        .iter()
        .map(|n| match n {
            0 => 0,
            1 => 7,
            2 => 14,
            3 => 21,
            4 => 28,
            5 => 35,
            6 => 42,
            7 => 49,
            8 => 6,
            9 => 13,
            10 => 20,
            11 => 27,
            12 => 34,
            13 => 41,
            14 => 48,
            15 => 5,
            16 => 12,
            17 => 19,
            18 => 26,
            19 => 33,
            20 => 40,
            21 => 47,
            22 => 4,
            23 => 11,
            24 => 18,
            25 => 25,
            26 => 32,
            27 => 39,
            28 => 46,
            29 => 3,
            30 => 10,
            31 => 17,
            32 => 24,
            33 => 31,
            34 => 38,
            35 => 45,
            36 => 2,
            37 => 9,
            38 => 16,
            39 => 23,
            40 => 30,
            41 => 37,
            42 => 44,
            43 => 1,
            44 => 8,
            45 => 15,
            46 => 22,
            47 => 29,
            48 => 36,
            49 => 43,
            50 => 0,
            51 => 7,
            52 => 14,
            53 => 21,
            54 => 28,
            55 => 35,
            56 => 42,
            57 => 49,
            58 => 6,
            59 => 13,
            60 => 20,
            61 => 27,
            62 => 34,
            63 => 41,
            64 => 48,
            65 => 5,
            66 => 12,
            67 => 19,
            68 => 26,
            69 => 33,
            70 => 40,
            71 => 47,
            72 => 4,
            73 => 11,
            74 => 18,
            75 => 25,
            76 => 32,
            77 => 39,
            78 => 46,
            79 => 3,
            80 => 10,
            81 => 17,
            82 => 24,
            83 => 31,
            84 => 38,
            85 => 45,
            86 => 2,
            87 => 9,
            88 => 16,
            89 => 23,
            _ => 0,
        })
        .collect())
}

fn main() {}
