// Random JSONata expressions from a seed: `cases(seed)` never ends and gives `[family, expression]`.
//
// Expressions are mostly well formed, so that they get past the parser, and mostly of the wrong types, because that is
// where implementations differ. What costs the reference too much (endless recursion, ranges of millions) is left out,
// and so is what may differ: see "Where this differs from the reference" in sfn-expr/src/lib.rs.

/** The document that expressions see. */
export const document = {
  a: 1,
  b: "x",
  n: null,
  t: true,
  z: 0,
  neg: -2.5,
  text: "The quick brown Fox, 12 jumps; é ✓ 😀",
  when: "2018-03-27T14:03:00.123Z",
  list: [3, 1, 2, 1],
  mixed: [1, "1", true, null, [2], { a: 1 }],
  nest: [[1, 2], [3, [4]], []],
  empty: [],
  none: {},
  one: [{ k: 1 }],
  people: [
    { name: "Ada", age: 36, tags: ["x", "y"], home: { city: "London", zip: [1, 2] } },
    { name: "Bob", age: 17, tags: [], home: { city: "Paris" } },
    { name: "Cyd", age: 36, tags: "z", home: [{ city: "Rome" }, { city: "Oslo", zip: 3 }] },
    { name: "Dee" },
  ],
  orders: [
    { id: "o1", lines: [{ sku: "s1", qty: 2, price: 1.5 }, { sku: "s2", qty: 1, price: 20 }] },
    { id: "o2", lines: [{ sku: "s1", qty: 5, price: 1.25 }] },
    { id: "o3", lines: [] },
  ],
  obj: { a: { b: { c: [1, { d: 2 }] } }, "odd name": 5, $x: 6 },
};

export function* cases(seed) {
  const random = mulberry32(seed);
  const g = new Generator(random);
  for (;;) {
    const [name, make] = g.pick(families);
    yield [name, make(g)];
  }
}

function mulberry32(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

class Generator {
  constructor(random) {
    this.random = random;
  }
  below(bound) {
    return Math.floor(this.random() * bound);
  }
  chance(probability) {
    return this.random() < probability;
  }
  pick(list) {
    return list[this.below(list.length)];
  }
  /** Between `least` and `most` of what `make` makes, joined. */
  many(least, most, separator, make) {
    return Array.from({ length: least + this.below(most - least + 1) }, make).join(separator);
  }
}

const names = ["a", "b", "n", "t", "z", "neg", "text", "when", "list", "mixed", "nest", "empty", "none", "one", "people", "orders", "obj", "missing"];
const inner = ["name", "age", "tags", "home", "city", "zip", "id", "lines", "sku", "qty", "price", "a", "b", "c", "d", "k", "`odd name`", "missing"];
const numbers = ["0", "1", "2", "3", "-1", "-2.5", "0.5", "1.5", "2.5", "10", "12345.678", "1e3", "1e21", "1e-7", "0.1", "-0", "255", "1e308", "9007199254740991", "4294967296"];
const texts = ['""', '"x"', '"abc"', '"Hello World"', '"12"', '"-0x1f"', '"0b101"', '" pad  ded "', '"a,b,,c"', '"é✓😀"', '"true"', '"null"', '"2018-03-27"', '"2018-03-27T14:03:00Z"', '"SGVsbG8="', '"a%20b%zz"', '"http://a.b/c d?e=ü&f"', '"\\n\\t\\"\\u0041"', "'single'", '"1e3"', '"."', '"$1"', '"xii"', '"twenty-three"'];
const atoms = [...names, ...numbers, ...texts, "null", "true", "false", "[]", "{}", "[1]", "[1,2,3]", '["a","b","a"]', "[[1,2],[3]]", '{"k":1}', '{"a":1,"b":[2,3]}', '[{"a":1},{"a":2}]', '[1,"a",null,true]', "$", "missing", "$sum", "$string", "function($x){$x}", "function($x,$y){$x}", "/a/", "/[a-z]+/i", "people.age", "orders.lines", "obj.a.b", "people.name", "(1;2)", "list[0]"];
const patterns = ["/a/", "/b|c/", "/[a-z]+/", "/[A-Z]/i", "/(\\w)(\\w)/", "/o/", "/\\d+/", "/^/", "/$/", "/x*/", "/(a)|(b)/", "/ /", "/,/", "/./", "/\\s+/", "/(?:ab)c/", "/[^a-z]/", "/\\bfox\\b/i", "/^h.*d$/im", "/é|✓/", "/a{1,2}/", "/([a-z])(\\d)?/"];
const strings = ["text", "b", "when", '"abracadabra"', '"a1b2c3"', '"Hello World"', '""', '"a,b,,c"', '"aaa"', '"x y  z"', '"é✓😀x"'];
const lambdas = ["function($x){$x}", "function($v,$i){$i}", "function($v,$i,$a){$count($a)}", "function($v){$v>1}", "function($v,$k){$k}", "function($v,$k){{$k:$v}}", "function($l,$r){$l>$r}", "function($a,$b){$a+$b}", "function($p,$c){$p&$c}", "function($x){[$x,$x]}", "function($x){missing}", "function(){1}", "λ($x){$x.name}", "$string", "$uppercase", "$sum", "$append", "$not", "$number", "$count", "$type", "$max", "$boolean", "$keys", "$length", "$substring(?,1)", "$string ~> $length", "function($x)<n:n>{$x+1}", "function($x)<s-:s>{$x}", "function($x)<a<n>:n>{$sum($x)}", "function($x,$y)<jj?:a>{[$x,$y]}"];
const signatures = ["n", "s", "b", "a", "o", "f", "j", "x", "l", "n?", "s-", "s-n", "a<n>", "a<s>", "(ns)", "(ao)-", "n+", "s?n?", "a<(ns)>", "f<n:n>", "nn?", "sn:s", "u", "x+", "j?", "n-s", "a<a<n>>", "a<x>?s"];

const builtins = {
  abs: 1, append: 2, average: 1, base64decode: 1, base64encode: 1, boolean: 1, ceil: 1, contains: 2, count: 1, decodeUrl: 1, decodeUrlComponent: 1,
  distinct: 1, each: 2, encodeUrl: 1, encodeUrlComponent: 1, error: 1, assert: 2, exists: 1, filter: 2, floor: 1, formatBase: 2, formatInteger: 2,
  formatNumber: 2, fromMillis: 2, join: 2, keys: 1, length: 1, lookup: 2, lowercase: 1, map: 2, match: 3, max: 1, merge: 1, min: 1, not: 1, number: 1,
  pad: 3, parseInteger: 2, power: 2, reduce: 3, replace: 4, reverse: 1, round: 2, sift: 2, single: 2, sort: 2, split: 3, spread: 1, sqrt: 1, string: 2,
  substring: 3, substringAfter: 2, substringBefore: 2, sum: 1, toMillis: 2, trim: 1, type: 1, uppercase: 1, zip: 2, clone: 1, eval: 2,
};
const operators = ["+", "-", "*", "/", "%", "&", "=", "!=", "<", "<=", ">", ">=", "and", "or", "in", ".", "~>", ";"];

function atom(g) {
  return g.pick(atoms);
}

/** Something of any kind, a few operators deep. */
function value(g, depth = 2) {
  if (depth === 0 || g.chance(0.4)) return atom(g);
  const below = () => value(g, depth - 1);
  switch (g.below(12)) {
    case 0: return `[${g.many(0, 3, ",", below)}]`;
    case 1: return `{${g.many(0, 2, ",", () => `${g.pick(["\"p\"", "\"q\"", "b", "people.name", "$string(a)"])}:${below()}`)}}`;
    case 2: return `(${below()} ${g.pick(operators)} ${below()})`;
    case 3: return `(${below()} ? ${below()} : ${below()})`;
    case 4: return call(g, depth - 1);
    case 5: return path(g);
    case 6: return `-${below()}`;
    case 7: return `($v := ${below()}; ${g.pick(["$v", "[$v,$v]", "$v.a", "$v[0]", "$v & $v"])})`;
    case 8: return `[${g.below(5)}..${g.below(8) - 1}]`;
    case 9: return `${below()}[${g.pick(["0", "-1", "1", "$", "a", "[0,1]", "true", "$>1", "-1.5", "missing"])}]`;
    case 10: return `(${below()}).${g.pick(inner)}`;
    default: return `${below()}[]`;
  }
}

function call(g, depth = 1) {
  const name = g.pick(Object.keys(builtins));
  const usual = builtins[name];
  const count = g.chance(0.75) ? usual : g.below(usual + 2);
  const argument = () => (g.chance(0.3) ? g.pick(lambdas) : value(g, depth));
  if (name === "pad") return `$pad(${argument()}, ${g.pick(["5", "-5", "0", "20", "\"a\"", "missing", "2.5", "-7.5"])}${g.chance(0.5) ? `, ${g.pick(texts)}` : ""})`;
  if (name === "eval") return `$eval(${g.pick(['"1+1"', '"a"', '"$sum([1,2])"', '"people.name"', '"["', "1", "missing", '"$"'])}${g.chance(0.3) ? `, ${atom(g)}` : ""})`;
  return `$${name}(${Array.from({ length: count }, argument).join(", ")})`;
}

const callbacks = ["map", "filter", "single", "sift", "each", "sort", "reduce"];

function higherOrder(g) {
  const name = g.pick(callbacks);
  const subject = g.pick(["list", "people", "orders.lines", "obj", "nest", "mixed", "empty", "missing", "1", '"s"', "people.age", "[1..4]", "one", "people[0]", "orders"]);
  const initial = name === "reduce" && g.chance(0.4) ? `, ${atom(g)}` : "";
  return `$${name}(${subject}, ${g.pick(lambdas)}${initial})`;
}

function predicate(g) {
  return g.pick(["0", "-1", "1", "5", "0.5", "[0,1]", "[-1,0]", "age>20", "age=36", "name=\"Bob\"", "$", "$>1", "tags", "qty*price>2", "missing", "true", "false", "\"x\"", "[1..2]", "sku=\"s1\"", "%.id=\"o1\"", "$i=0", "$i>0", "home.city", "null", "age in [17]", "$count(tags)>0", "[]", "{}", "$string", "-0.5", "1e3"]);
}

function order(g) {
  return `^(${g.many(1, 2, ",", () => g.pick(["", "<", ">"]) + g.pick(["age", "name", "qty", "price", "$", "sku", "id", "missing", "home.city", "qty*price", "-age", "tags", "%.id", "$i"]))})`;
}

function step(g) {
  return g.pick([
    () => g.pick(inner),
    () => g.pick(inner),
    () => g.pick(inner),
    () => "*",
    () => "**",
    () => "%",
    () => "$",
    () => `(${g.pick(inner)})`,
    () => `[${g.pick(inner)}]`,
    () => `[${g.pick(inner)},${g.pick(inner)}]`,
    () => `{${g.pick(["name", "sku", "id", "\"k\"", "city"])}:${g.pick([...inner, "$", "$sum(qty)", "%.id", "$i"])}}`,
    () => `(${g.pick(inner)}*${g.pick(inner)})`,
    () => `(${g.pick(inner)}&"-"&${g.pick(inner)})`,
    () => `$string()`,
    () => `$uppercase($string(${g.pick(inner)}))`,
    () => `"${g.pick(["name", "age", "sku"])}"`,
    () => `%.%`,
    () => `%.${g.pick(inner)}`,
    () => `($v:=${g.pick(inner)};$v)`,
    () => `$count(${g.pick(inner)})`,
    () => `$p`,
    () => `$i`,
    () => `[$i,${g.pick(inner)}]`,
    () => `{"p":$p.${g.pick(inner)},"i":$i}`,
  ])();
}

function path(g) {
  let text = g.pick(["people", "orders", "orders.lines", "people.home", "obj", "nest", "list", "mixed", "$", "**", "*", "$.people", "$$.orders", "one", "[people]", "(people)", "{\"a\":[1,2]}", "people.tags", "[[1,2],[3]]", "$[0]", "(1;people)", "obj.a.b", "[orders,people]"]);
  const count = g.below(4);
  for (let at = 0; at <= count; at += 1) {
    if (at > 0) text += `.${step(g)}`;
    for (let more = g.below(3); more > 0; more -= 1) {
      text += g.pick([
        () => `[${predicate(g)}]`,
        () => `[${predicate(g)}]`,
        () => `[${predicate(g)}]`,
        () => "[]",
        () => "#$i",
        () => "@$p",
        () => order(g),
      ])();
    }
  }
  if (g.chance(0.15)) text += `{${g.pick(["name", "sku", "id", "$string(age)", "\"k\"", "tags", "$string($i)", "city"])}:${g.pick([...inner, "$", "$sum(qty*price)", "$count($)", "[$]", "$i", "$join(name)", "%.id"])}}`;
  if (g.chance(0.1)) text += `.${step(g)}`;
  return text;
}

function binding(g) {
  return g.pick([
    () => `people@$p.orders@$o.{"n":$p.name,"o":$o.id}`,
    () => `people@$p#$i${g.pick(["", "[$i>0]", "[age>20]", "[]"])}.${step(g)}`,
    () => `orders.lines@$l.${g.pick(["$l.sku", "%.id", "{\"s\":$l.sku,\"o\":%.id}", "people[0].{\"n\":name,\"q\":$l.qty}", "$l"])}`,
    () => `orders#$o.lines#$l.{"o":$o,"l":$l,"s":${g.pick(inner)}}`,
    () => `people${order(g)}#$i.{"i":$i,"n":name}`,
    () => `orders.lines${order(g)}#$i.[$i,sku]`,
    () => `orders.lines.${g.pick(["%", "%.%", "%.id", "%.%.a", "sku.%.%.id", "%.%.%"])}`,
    () => `people.home.${g.pick(["city.%", "city.%.%.name", "zip.%.city", "%.name", "*.%", "**.%"])}`,
    () => `people@$p.orders.lines[qty=$p.age-${g.pick(["35", "34", "12"])}].{"n":$p.name,"s":sku}`,
    () => `people#$i@$p.${g.pick(["$p", "$i", "[$i,$p.name]", "name"])}`,
    () => `list#$i[${g.pick(["$i=1", "$>1", "$i>0 and $>1", "0", "-1"])}].${g.pick(["$i", "$", "[$i,$]", "{\"i\":$i}"])}`,
    () => `list@$v${g.pick(["", "#$i", "[$v>1]"])}.${g.pick(["$v", "$", "{\"v\":$v}", "[$v]"])}`,
    () => `people${g.pick(["#$i", "@$p", "@$p#$i", ""])}${g.pick(["[0]", "[age=36]", "[]", ""])}${order(g)}.${step(g)}`,
    () => `orders@$o.lines@$l[$l.qty>1]{$o.id:$l.sku}`,
    () => `(${path(g)}).${step(g)}`,
  ])();
}

function regex(g) {
  const [s, p] = [() => g.pick(strings), () => (g.chance(0.85) ? g.pick(patterns) : atom(g))];
  const replacement = () => g.pick(['"X"', '"$0"', '"$1"', '"$2$1"', '"$$"', '"[$12]"', '""', '"$"', '"$a"', "function($m){$m.match}", "function($m){$uppercase($m.match)}", "function($m){$m.index}", "function($m){$m.groups[0]}", "function($m){1}", "function(){\"f\"}", "missing", "$uppercase"]);
  const limit = () => g.pick(["", "", "", ", 0", ", 1", ", 2", ", -1", ", 1.5", ", missing", ', "a"']);
  return g.pick([
    () => `$match(${s()}, ${p()}${limit()})`,
    () => `$match(${s()}, ${p()}).${g.pick(["match", "index", "start", "groups", "groups[0]", "missing"])}`,
    () => `$contains(${s()}, ${p()})`,
    () => `$split(${s()}, ${p()}${limit()})`,
    () => `$replace(${s()}, ${p()}, ${replacement()}${limit()})`,
    () => `$replace(${s()}, ${g.pick(texts)}, ${replacement()}${limit()})`,
    () => `people[name ~> ${p()}].name`,
    () => `${s()} ~> ${p()}`,
    () => `(${p()})(${s()}).${g.pick(["match", "start", "end", "groups", "next", "next()", "next().match"])}`,
    () => `$filter(people.name, ${p()})`,
    () => `$map(${g.pick(["people.name", "[\"a\",\"b\"]"])}, ${p()})`,
    () => `$split(${s()}, ${g.pick(texts)}${limit()})`,
    () => `$contains(${s()}, ${g.pick(texts)})`,
    () => `$substringBefore(${s()}, ${g.pick(texts)}) & "|" & $substringAfter(${s()}, ${g.pick(texts)})`,
  ])();
}

function picture(g) {
  const letters = (alphabet, most) => g.many(1, most, "", () => g.pick(alphabet));
  const number = () => g.pick([...numbers, "a", "neg", "missing", "123456789", "-1234.5", "0.00012", "1000000", "99.995", "5", "14", "19", "111", "4000", "1e15"]);
  const integers = ["0", "00", "#0", "#,##0", "0,000", "A", "a", "I", "i", "w", "W", "Ww", "1", "01", "w;o", "Ww;o", "0;o", "1;o", "###0", "0000;o", "٠", "#", "##", "0,0,0", "0,00,0", "zz", ";o", "1;c", "#.##0", "1,", ",1", "①", "a;o", "I;o", "00#", "x"];
  const options = () => g.pick(["", "", "", ', {"decimal-separator":","}', ', {"grouping-separator":".","decimal-separator":","}', ', {"minus-sign":"~"}', ', {"percent":"pct"}', ', {"zero-digit":"٠"}', ', {"exponent-separator":"E"}', ', {"infinity":"INF","NaN":"nan"}', ', {"digit":"@"}', ', {"pattern-separator":"|"}', ", {}", ", 1"]);
  const parts = ["[Y]", "[Y0001]", "[Y,2-2]", "[M]", "[M01]", "[MNn]", "[MN,3-3]", "[Mn,*-3]", "[D]", "[D01]", "[D1o]", "[Dwo]", "[DW]", "[d]", "[d001]", "[F]", "[FNn]", "[Fn,3-3]", "[F0]", "[F1]", "[H]", "[H01]", "[h]", "[h#1]", "[h01]", "[P]", "[PN]", "[Pn]", "[m]", "[m01]", "[m1]", "[s]", "[s01]", "[f]", "[f001]", "[f1]", "[Z]", "[z]", "[Z0101t]", "[Z01:01]", "[z0]", "[ZN]", "[C]", "[E]", "[W]", "[w]", "[X]", "[X0001]", "[x]", "[xNn]", "[YI]", "[Yw]", "[YA]", "[[", "]]", "[MI]", "[Di]", "[Q]", "[]", "[", "]", "[Y;o]", "[Y9,999,*]", "[Y,*-2]", "[D,2]"];
  const dates = ["[Y0001]-[M01]-[D01]", "[Y]-[M]-[D]T[H]:[m]:[s]", "[D1] [MNn] [Y0001]", "[M01]/[D01]/[Y0001] [h#1]:[m01] [P]", "[Y]-[M]-[D]T[H01]:[m]:[s].[f001][Z01:01t]", "[Yw]", "[DW] of [MNn], [Y]", "[Dwo] [MNn] [YI]", "[d001]-[Y]", "[FNn], [D1o] [MNn] [Y]", "[H01]:[m01]:[s01] [z]", "[X]-W[W]-[F1]", "[Y]-[d]", "[Y] [W]", "[M]-[D]", "[H]:[m]", "[h]:[m] [Pn]", "[Y0001][M01][D01]"];
  const moments = ["1522159380123", "0", "1", "-1", "1700000000000", "253402300799999", "-62135596800000", "1e12", "951782400000", "1704067199999", "1577836800000", "a", "neg", "missing", "1e300", "1.5"];
  const zones = () => g.pick(["", "", "", ', "+0100"', ', "-0530"', ', "+14:00"', ', "0000"', ', "Z"', ', "+1"', ', ""', ", missing", ', "abc"']);
  const formatted = () => g.pick(['"2018-03-27"', '"2018-3-7T1:02:03"', '"27 March 2018"', '"03/27/2018 2:03 pm"', '"2018-03-27T14:03:00.123+0100"', '"two thousand and eighteen"', '"twenty-seven of March, 2018"', '"twenty-seventh march MMXVIII"', '"086-2018"', '"Tuesday, 27th March 2018"', '"14:03:00 GMT+01:00"', '"2018-W13-2"', '"2018-086"', '"14:03"', '"2:03 am"', '"20180327"', '"12 1"', "when", "missing", "1", '""', '"2018"', '"2018-02-30"', '"2018-13-01"', '"2018-03-27T25:00:00Z"', '"12-31"', '"2018-03-27T14:03:00.1234567Z"', '"2018-03-27 14:03"', '"2018-03-27T14:03:00+05:30"']);
  return g.pick([
    () => `$formatNumber(${number()}, "${letters(["0", "#", ",", ".", "0", "#", "%", "e", ";", "-", "$", " ", "‰", "x"], 9)}"${options()})`,
    () => `$formatNumber(${number()}, "${g.pick(["0", "0.00", "#,##0.00", "00.0e0", "#.#", "0%", "#,##0.00;(#,##0.00)", "0.0##", "000", "##0.00e00", "#e0", "0.000e00", "$#,##0", "0‰", "#,###", ".00", "#.", "0;0;0", "1", "#0#", "0.#0", "0,", ",0", "0.,0", "0e", "0%‰", "0.0.0", "0#.00", "#,#,#0.0#,#"])}"${options()})`,
    () => `$formatInteger(${number()}, "${g.pick(integers)}")`,
    () => `$parseInteger(${g.pick(['"12"', '"1,234"', '"twelve"', '"one hundred and first"', '"XII"', '"ab"', '"AZ"', '"١٢"', '"mcmxciv"', '"12th"', '"-5"', '""', '"x"', "missing", "1", '"twenty-three thousand and five"', '"one million and ten"', '"zero"', '"0012"', '"1.5"'])}, "${g.pick(integers)}")`,
    () => `$fromMillis(${g.pick(moments)}${g.chance(0.85) ? `, "${g.many(1, 4, () => "", () => "").slice(0, 0)}${g.many(1, 4, g.pick(["-", " ", ":", "", "/"]), () => g.pick(parts))}"` : ""}${zones()})`,
    () => `$fromMillis(${g.pick(moments)}, "${g.pick(dates)}"${zones()})`,
    () => `$toMillis(${formatted()})`,
    () => `$toMillis(${formatted()}, "${g.pick(dates)}")`,
    () => `$toMillis($fromMillis(${g.pick(moments)}, "${g.pick(dates)}"), "${g.pick(dates)}")`,
    () => `$formatBase(${number()}, ${g.pick(["2", "8", "16", "36", "37", "1", "10", "2.5", "-2", "missing", '"2"'])})`,
    () => `$round(${number()}, ${g.pick(["0", "1", "2", "-1", "-2", "5", "missing", "0.5", "-20", "20"])})`,
    () => `$string(${number()} ${g.pick(["*", "/", "+", "-", "%"])} ${number()})`,
    () => `$number(${g.pick([...texts, '"1.5e3"', '"0x10"', '"0o17"', '"0b12"', '"+1"', '" 1"', '"1_0"', '"Infinity"', '"-"', '"1."', '".5"', '"00"', '"1e400"', '"0X1F"'])})`,
    () => `$substring(${g.pick(strings)}, ${g.pick(["0", "1", "-1", "-3", "2.5", "10", "missing", "-100", "1e10"])}${g.pick(["", ", 1", ", 2", ", -1", ", 0", ", 1.5", ", missing", ", 100"])})`,
    () => `$string(${value(g, 2)}${g.pick(["", ", true", ", false", ", missing", ", 1"])})`,
  ])();
}

function transform(g) {
  const update = () => g.pick(['{"new":1}', '{"age":age+1}', '{"name":$uppercase(name)}', "{}", "1", "[]", "missing", '{"a":$}', '{"k":%}', '"x"', '{"t":$count(tags)}', '[{"u":1}]', "null"]);
  const remove = () => g.pick(["", "", ', "age"', ', ["age","tags"]', ", []", ", 1", ", missing", ', ["age",1]', ", {}", ", null"]);
  const pattern = () => g.pick(["$", "people", "people[age>20]", "**", "*", "orders.lines", "missing", "people.home", "people[0]", "list", "people.name", "a", "**[qty]", "obj.a", "orders[id='o1'].lines", "$$.people", "home"]);
  return g.pick([
    () => `$ ~> |${pattern()}|${update()}${remove()}|`,
    () => `${g.pick(["people", "obj", "orders", "one", "none", "empty", "missing", "1", '"s"', "list", "null"])} ~> |${pattern()}|${update()}${remove()}|`,
    () => `(${path(g)}) ~> |${pattern()}|${update()}${remove()}|`,
    () => `($t := |${pattern()}|${update()}${remove()}|; $t(${atom(g)}))`,
    () => `$map(people, |${g.pick(["$", "home"])}|${update()}${remove()}|)`,
    () => `people.(${g.pick(["$", "home"])} ~> |$|${update()}${remove()}|)`,
  ])();
}

function lambda(g) {
  const argument = () => (g.chance(0.25) ? g.pick(lambdas) : atom(g));
  return g.pick([
    () => `function($x)<${g.pick(signatures)}:${g.pick(["x", "n", "s", "a", ""])}>{$x}(${g.many(0, 2, ", ", argument)})`,
    () => `function($x,$y)<${g.pick(signatures)}${g.pick(signatures)}>{[$x,$y]}(${g.many(0, 3, ", ", argument)})`,
    () => `($f := function($x,$y){[$x,$y]}; $f(${g.many(0, 3, ", ", argument)}))`,
    () => `($f := function($x,$y,$z){[$x,$y,$z]}; $g := $f(${g.pick(["?", "1"])},${g.pick(["?", "2"])},?); $g(${g.many(0, 3, ", ", argument)}))`,
    () => `$${g.pick(Object.keys(builtins))}(${g.pick(["?", atom(g)])},${g.pick(["?", atom(g)])})${g.pick(["", `(${atom(g)})`, `(${atom(g)},${atom(g)})`])}`,
    () => `${argument()} ~> ${argument()}`,
    () => `${argument()} ~> $${g.pick(Object.keys(builtins))}(${g.many(0, 2, ", ", argument)})`,
    () => `(${g.pick(lambdas)} ~> ${g.pick(lambdas)})(${argument()})`,
    () => `($f := ${g.pick(lambdas)}; $g := ${g.pick(lambdas)}; $h := $f ~> $g; $h(${argument()}))`,
    () => `($x := 1; $f := function(){$x}; $x := 2; [$f(), ($x := 3; $f()), $x])`,
    () => `($f := function($n){$n <= 0 ? 0 : $n + $f($n - 1)}; $f(${g.below(20)}))`,
    () => `people.(function($a){$a & name})(${argument()})`,
    () => `$type(${argument()})`,
    () => `${argument()}(${argument()})`,
    () => `[${g.pick(lambdas)}, ${g.pick(lambdas)}][${g.pick(["0", "1"])}](${argument()})`,
    () => `{"f":${g.pick(lambdas)}}.f(${argument()})`,
    () => `$exists(${argument()}) and $boolean(${argument()})`,
    () => `$map([1,2], function($x){function($y){$x}}) ~> $map(function($f){$f(1)})`,
    () => `${argument()} ${g.pick(["=", "!=", "in", "&", "and", "or"])} ${argument()}`,
    () => `$string([${argument()}, ${argument()}])`,
    () => `($f := function($x)<${g.pick(signatures)}>{$x}; ${argument()} ~> $f)`,
    () => `people.name.(function($x)<${g.pick(["s-:s", "s-s?:s", "x-:s", "n-:n"])}>{$x})()`,
  ])();
}

function group(g) {
  const subject = g.pick(["people", "orders", "orders.lines", "list", "mixed", "one", "$", "missing", "people.tags", "obj", "[1,2,3]", "[people]", "empty"]);
  const key = () => g.pick(["name", "$string(age)", "sku", "id", "\"k\"", "$string($)", "age", "tags", "missing", "$type($)", "$substring(sku,0,1)", "[\"a\"]", "$string"]);
  const content = () => g.pick(["$", "name", "$sum(qty)", "$count($)", "qty*price", "[$]", "missing", "{\"n\":name}", "$.name", "$$", "%", "$max(age)", "$[0]", "$join(name,\",\")", "$string"]);
  return g.pick([
    () => `${subject}{${g.many(1, 2, ",", () => `${key()}:${content()}`)}}`,
    () => `${subject}.{${g.many(1, 2, ",", () => `${key()}:${content()}`)}}`,
    () => `${subject}{${key()}:${content()}}.${g.pick(inner)}`,
    () => `${subject}[${predicate(g)}]{${key()}:${content()}}`,
    () => `${subject}${order(g)}{${key()}:${content()}}`,
    () => `$merge(${subject}.{${key()}:${content()}})`,
    () => `$each(${subject}{${key()}:${content()}}, function($v,$k){$k & $string($v)})`,
    () => `${subject}{${key()}:${content()}}[0]`,
    () => `${subject}{${key()}:${content()}}{${key()}:${content()}}`,
  ])();
}

/** An expression with a token dropped, doubled, swapped or replaced: the parser's codes and positions. */
function broken(g) {
  const [, make] = g.pick(families.filter(([name]) => name !== "broken"));
  const tokens = make(g).match(/\s+|"(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`|\$?\w+|~>|:=|!=|<=|>=|\.\.|\*\*|./gsu) ?? [""];
  const junk = ["(", ")", "[", "]", "{", "}", ",", ";", ":", ":=", "?", ".", "..", "+", "-", "*", "**", "/", "%", "&", "=", "!=", "<", "<=", ">", ">=", "~>", "^", "@", "#", "|", "!", "~", "and", "or", "in", "$", "$$", "\"", "'", "`", "null", "function", "λ", "1", "1.", "1e", "1e999", "x", "\\", "/*", "*/", "\"\\q\"", "\"\\u12\"", "", " ", "\n", "?:", "??", "$x", "@$y", "#$z"];
  const changes = 1 + g.below(2);
  for (let change = 0; change < changes; change += 1) {
    const at = g.below(tokens.length);
    switch (g.below(4)) {
      case 0: tokens.splice(at, 1); break;
      case 1: tokens.splice(at, 0, g.pick(junk)); break;
      case 2: tokens[at] = g.pick(junk); break;
      default: tokens.length = at;
    }
  }
  return tokens.join("");
}

const families = [
  ["operators", (g) => `${value(g)} ${g.pick([...operators, ".."])} ${value(g)}`],
  ["values", (g) => value(g, 3)],
  ["calls", (g) => call(g, 1)],
  ["calls", (g) => call(g, 0)],
  ["higher order", higherOrder],
  ["paths", path],
  ["paths", path],
  ["bindings", binding],
  ["groups", group],
  ["regular expressions", regex],
  ["pictures", picture],
  ["pictures", picture],
  ["transforms", transform],
  ["lambdas", lambda],
  ["broken", broken],
];
