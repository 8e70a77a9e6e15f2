"""Random contracts that are spelled right, laid out at random."""

from __future__ import annotations

from hypothesis import strategies as st

names = st.sampled_from(
    ["a", "b2", "größe", "key", "list", "one", "all", "order", "pass", "length", "translation", "`in`", "`image id`"]
)
texts = st.sampled_from(['"x"', '""', '"a \\"b\\" # c"', '"""two\nlines"""', '"{batch}.csv"', '"\\u{2026}"'])
numbers = st.sampled_from(["0", "17", "0.5", "1e-3", "2%"])
blanks = st.sampled_from([" ", "  ", "\t", " "])
joined = st.sampled_from([" ", "\n", "  # why\n", "\n\n  # why\n  "])


def one_of(*parts: object) -> st.SearchStrategy[str]:
    return st.one_of(*(part if isinstance(part, st.SearchStrategy) else st.just(str(part)) for part in parts))


def line(*parts: object) -> st.SearchStrategy[str]:
    """Parts with blanks between them."""
    made = [part if isinstance(part, st.SearchStrategy) else st.just(str(part)) for part in parts]
    return st.tuples(blanks, *made).map(lambda found: found[0].join(part for part in found[1:] if part))


def several(part: st.SearchStrategy[str], least: int = 1, most: int = 3) -> st.SearchStrategy[str]:
    return st.tuples(joined, st.lists(part, min_size=least, max_size=most)).map(
        lambda found: ("," + found[0]).join(found[1])
    )


def optional(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), part)


translations = st.lists(
    st.tuples(one_of("", "\n", "\n\n   ", "  # why\n"), one_of("ko", "it", "or", "pt_BR", "zh_Hant_TW"), blanks, texts),
    max_size=2,
    unique_by=lambda found: found[1],
).map(lambda found: "".join(f"{start} translation {language}{blank}{text}" for start, language, blank, text in found))
described = st.tuples(texts, one_of("", translations)).map("".join)

ends = one_of(numbers, "@2026-01-01", "30s", "low", st.just("-3"))
ranges = one_of("1..5", "-5..<-1", "0..", "..9", "low..high", "@2026-01-01..@2026-12-31")
patterns = one_of("/a\\/b[^\\/]/", "/\\p{L}+ #/")
sets = several(one_of(texts, numbers, ranges)).map(lambda items: "{ " + items + " }")
choices = one_of(sets, ranges, names)
literals = one_of(numbers, texts, "true", "false", "@2026-01-01", "@2026-01-01T10:00:00Z", "7d")


def _grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    wrapped = inner.map("({})".format)
    argument = one_of(
        inner, line(inner, "where", inner), line(inner, "by", names), line("all", "b"), line("w:", inner), patterns
    )
    sign = one_of("+", "-", "*", "/", "=", "!=", "<", ">=")
    return one_of(
        st.tuples(names, several(argument, least=0)).map(lambda found: f"{found[0]}({found[1]})"),
        line(wrapped, sign, wrapped),
        line("-", wrapped),
        line("not", wrapped),
        line(wrapped, one_of("in", "not in"), choices),
        line(wrapped, one_of("matches", "not matches"), one_of(patterns, names)),
        line(wrapped, one_of("is", "is not"), one_of("missing", names)),
        st.lists(wrapped, min_size=2, max_size=4).map("\n  and ".join),
        st.lists(wrapped, min_size=2, max_size=4).map(" or\n".join),
        line(wrapped, "implies", wrapped),
        line("if", inner, "\nthen", wrapped, "else", inner).map("({})".format),
        several(inner, least=0).map("[{}]".format),
    )


exprs = st.recursive(one_of(literals, names, "a.b.c", "it"), _grow, max_leaves=8)
types = st.recursive(
    one_of("int", "text", names, 'one of { "a", "b" }'),
    lambda inner: one_of(
        inner.map("({}?)".format),
        inner.map("list of ({})".format),
        several(line("f:", inner)).map("[{}]".format),
        several(line("f :", inner)).map("{{{}, ...}}".format),
    ),
    max_leaves=3,
)
modifiers = one_of(
    "key",
    "sensitive",
    "may be absent",
    line("references", one_of("b", "b.c")),
    line("in", choices),
    line("matches", patterns),
    line("length", one_of("5", ranges)),
    line(one_of("=", ">="), ends),
    line("separated by", texts),
    line("missing", several(texts)),
    line("format", one_of("email", texts)),
)
columns = line(names, ":", types, optional(st.just("?")), optional(modifiers), optional(described))
lets = line("let", names, "=", one_of(exprs, sets, ranges, patterns), optional(described))
remarks = one_of("# why", "   # and why not")


def block(head: st.SearchStrategy[str], item: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = st.lists(one_of(item, st.tuples(item, remarks).map("  ".join), remarks, ""), max_size=4)
    said = optional(described.map("{}\n".format))
    return st.tuples(head, optional(remarks), said, items).map(
        lambda found: f"{found[0]} {{ {found[1]}\n{found[2]}" + "\n".join(found[3]) + "\n}"
    )


values = st.recursive(
    one_of(literals, "missing", "-2.5"),
    lambda inner: one_of(
        several(inner, least=0).map("[{}]".format), several(line("x:", inner), least=0).map("{{{}}}".format)
    ),
    max_leaves=5,
)
clauses = one_of(
    line("when", exprs),
    line("fix x =", exprs),
    line(one_of("pass", "fail"), several(values)),
    line("when", exprs, "=", "1"),
)
instead_of = line("instead of", several(texts))
labels = one_of(
    line(names, optional(described), optional(instead_of)), line(names, texts, optional(instead_of), translations)
)
declarations = one_of(
    lets,
    line("use", several(names), "from", texts),
    block(line("labels", names, optional(st.just("ordered"))), labels),
    block(
        line("table", names, optional(one_of("like b", "from b.c", "from b per c, d order by e desc"))),
        one_of(columns, lets),
    ),
    block(line("rule r on", several(names)), clauses),
    block(st.just("rule t.a+b.unique"), st.just("fix x = 1")),
)
files = st.lists(one_of(declarations, remarks, ""), max_size=5).map("\n".join)
