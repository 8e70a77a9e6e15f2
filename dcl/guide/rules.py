"""The rules of a guide: each in its sentence, with how often it is checked, by whom, and with its examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from dcl.analysis.contract import CheckedRule, Dependence, Settings
from dcl.analysis.examples import Exemplified, exemplified
from dcl.compile import Compiled
from dcl.guide.examples import Examples
from dcl.guide.model import Code, RuleGroup, RuleGuide, Text
from dcl.guide.texts import anchor_of, title_of, told
from dcl.guide.words import Speech
from dcl.ir.program import Allow, Review, Rule
from dcl.report.text_words import percent
from dcl.syntax import ast
from dcl.syntax.layout import one_line


@dataclass(frozen=True)
class Rules:
    """Makes the rules of a contract presentable. `own` is the language of the contract."""

    compiled: Compiled
    speech: Speech
    own: str

    @cached_property
    def _programs(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in self.compiled.program.rules}

    @cached_property
    def _examples(self) -> Examples:
        return Examples(self.compiled, self.speech)

    @cached_property
    def _checked(self) -> dict[str, CheckedRule]:
        return {rule.id: rule for rule in self.compiled.checked.rules}

    def groups(self) -> tuple[RuleGroup, ...]:
        """The rules by the table that each speaks of first, in the order of the tables."""
        found: dict[str, list[RuleGuide]] = {name: [] for name in self.compiled.checked.tables}
        for written in self._one_each():
            found[written.table.name].append(self._rule(written))
        return tuple(
            RuleGroup(table, anchor_of("rules", table), tuple(rules)) for table, rules in found.items() if rules
        )

    def _one_each(self) -> Iterator[Exemplified]:
        """Each declared rule once, however many it makes."""
        seen: set[int] = set()
        for written in exemplified(self.compiled.checked):
            if id(written.decl) not in seen:
                seen.add(id(written.decl))
                yield written

    def _rule(self, written: Exemplified) -> RuleGuide:
        rule, settings, decl = self._programs[written.id], written.settings, written.decl
        checked = self._checked.get(written.id)
        by_machine = checked is None or checked.check is not None
        examples = self._examples
        whens = [clause.condition for clause in decl.clauses if isinstance(clause, ast.WhenClause)]
        return RuleGuide(
            name=decl.name,
            title=title_of(": ".join(part.text for part in decl.target[1:]) or decl.name),
            anchor=anchor_of("rule", decl.name),
            sentence=told(decl, self.speech.language, self.own),
            severity=rule.severity,
            by_machine=by_machine,
            by_people=settings.review is not None,
            facts=tuple(self._scope(checked, decl) if checked else self._column_scope(decl)),
            tolerance=self._tolerance(rule.allow, rule.scope) if by_machine else None,
            review=self._review(rule.review, checked) if rule.review is not None else None,
            when=tuple(one_line(condition.span.text) for condition in whens),
            check=self._check(decl, rule),
            fixes=tuple(_fixes(decl)),
            right=examples.of(written, rule, passes=True),
            wrong=examples.of(written, rule, passes=False),
            tags=_tags(settings),
        )

    def _check(self, decl: ast.RuleDecl, rule: Rule) -> str | None:
        """What a machine checks, as the contract spells it."""
        clause = next((clause for clause in decl.clauses if isinstance(clause, ast.CheckClause)), None)
        if clause is not None:
            return one_line(clause.condition.span.text)
        return rule.formula if not decl.tables else None

    # ── How often ────────────────────────────────────────────────────────────────────────────────────────────

    def _column_scope(self, decl: ast.RuleDecl) -> Iterator[Text]:
        table, column = decl.target[0].text, decl.target[1].text
        if column in self.compiled.checked.tables[table].columns:
            yield self.speech.say("scope_column", column=Code(column), table=Code(table))
        else:
            yield self.speech.say("scope_table", table=Code(table))

    def _scope(self, rule: CheckedRule, decl: ast.RuleDecl) -> Iterator[Text]:
        say = self.speech.say
        table = self._codes([name.text for name in decl.tables])
        within = next((c.columns for c in decl.clauses if isinstance(c, ast.PairsClause)), ())
        if rule.check is None:
            yield say("scope_review", table=table)
        elif isinstance(rule.check, Dependence):
            yield say("scope_determines", table=table, columns=self._left(decl))
        elif rule.scope == "pair":
            columns = self._codes([one_line(column.span.text) for column in within])
            yield say("scope_pair_within", table=table, columns=columns)
        elif rule.scope == "group":
            yield say("scope_group", table=table, columns=self._codes(rule.per_names))
        else:
            yield say(f"scope_{rule.scope}", table=table)
        if rule.per_names and rule.scope == "row" and rule.check is not None:
            yield say("scope_per", columns=self._codes(rule.per_names))
        yield from self._each_and_order(decl)

    def _left(self, decl: ast.RuleDecl) -> Text:
        conditions = (clause.condition for clause in decl.clauses if isinstance(clause, ast.CheckClause))
        found = next(condition for condition in conditions if isinstance(condition, ast.DeterminesExpr))
        return self._codes([one_line(column.span.text) for column in found.left])

    def _each_and_order(self, decl: ast.RuleDecl) -> Iterator[Text]:
        for clause in decl.clauses:
            match clause:
                case ast.EachClause(items=(one,)) if one.text in self.compiled.checked.labels:
                    yield self.speech.say("each_label", set=Code(one.text))
                case ast.EachClause(items=items):
                    yield self.speech.say("each_column", columns=self._codes([item.text for item in items]))
                case ast.OrderByClause(items=items):
                    columns = self._codes([one_line(item.span.text) for item in items])
                    yield self.speech.say("in_order", columns=columns)

    def _codes(self, names: Sequence[str]) -> Text:
        codes: list[str | Code | Text] = [Code(name) for name in names]
        return self.speech.listed(codes)

    # ── How many may be wrong ────────────────────────────────────────────────────────────────────────────────

    def _tolerance(self, allow: Allow, scope: str) -> Text | None:
        items = self.speech.say(f"items_{scope}")
        if allow.share is not None:
            return self.speech.say("allow_share", share=percent(allow.share), items=items)
        return None if allow.count is None else self.speech.say("allow_count", n=f"{allow.count:,}", items=items)

    def _review(self, review: Review, checked: CheckedRule | None) -> Text:
        accept = self._accepted(review.accept)
        if review.share is not None:
            said = self.speech.say("review_share", share=percent(review.share), accept=accept)
        else:
            said = self.speech.say("review_count", n=f"{review.count or 0:,}", accept=accept)
        if checked is None or not checked.per_names:
            return said
        lots = self.speech.say("review_lots", columns=self._codes(checked.per_names))
        return Text(said.language, (*said.pieces, " ", *lots.pieces))

    def _accepted(self, accept: Allow) -> Text:
        if accept.share:
            return self.speech.say("accept_share", share=percent(accept.share))
        return self.speech.say("accept_count", n=accept.count) if accept.count else self.speech.say("accept_none")


def _fixes(decl: ast.RuleDecl) -> Iterator[str]:
    for clause in decl.clauses:
        if isinstance(clause, ast.FixClause):
            yield f"{clause.column.text} = {one_line(clause.value.span.text)}"


def _tags(settings: Settings) -> tuple[str, ...]:
    return settings.tags
