"""Findings about a unit as a whole: what the year's plan asks of it and its ledgers do not show."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

import msgspec

from models.records.context import BasicContext, title_of, year_of
from models.records.enforcement_figures import decisions_by_unit, disagreeing, sheets_by_unit
from models.records.finding import Finding, error, warning
from models.records.ledger import Ledger
from models.records.ledgers.enforcement_year import LEDGER as SHEET
from models.records.ledgers.progress import Progress, judged_count, progress_uid
from models.records.ledgers.zero_report import ZeroReport
from models.records.office import Issue, Unit
from models.records.plan import Item, Plan, Quota
from models.records.quotas import Asked, QuotaResult, measure, own_quotas
from models.records.registry import ledgers
from models.records.unit_names import names_in_roster


@dataclass(frozen=True)
class Duty:
    """What one unit owes under one year's plan.

    Attributes:
        unit: Its code.
        plan: The plan.
        year: The year asked about; the plan's own may be missing from its text.
        units: The roster, by which the plan's wording names units.
        reported: Ids of the ledgers of which an empty one wants a 零报送; None leaves it to their declarations.
    """

    unit: str
    plan: Plan
    year: int
    units: tuple[Unit, ...] = ()
    reported: tuple[str, ...] | None = None

    @property
    def items(self) -> tuple[Item, ...]:
        """The items of this unit: none of one that the roster does not have, or has no more."""
        if not any(unit.code == self.unit and not unit.is_gone for unit in self.units):
            return ()
        return tuple(item for item in self.plan.items if item.is_for(self.unit))

    def quotas(self, item: Item) -> Iterator[Quota]:
        """The quotas of an item that this unit has to meet, none of those that several units meet between them."""
        return own_quotas(item, self.unit, self.units)

    def measure(self, item: Item, quota: Quota, context: BasicContext) -> QuotaResult:
        """How a quota of an item stands by the unit's records."""
        progress = progress_of(self, item.uid, context)[1]
        return measure(Asked(quota, item, self.year, judged_count(progress, quota.what)), context)

    def results(self, item: Item, context: BasicContext) -> list[QuotaResult]:
        """How every quota of an item that this unit has to meet stands."""
        return [self.measure(item, quota, context) for quota in self.quotas(item)]


def owed(issue: Issue, code: str) -> Duty:
    """What a unit owes by an issue."""
    return Duty(code, issue.plan, issue.year, issue.units, issue.reported)


def unmet_quotas(issue: Issue) -> dict[str, list[int]]:
    """Whom the quotas name that no unit of the roster is, with the numbers of the items: nobody counts by those."""
    names = names_in_roster(issue.units)
    found: dict[str, list[int]] = {}
    for item in issue.plan.items:
        for who in dict.fromkeys(quota.who for quota in item.quotas if not names.resolve_quota(quota.who)):
            found.setdefault(who, []).append(item.number)
    return found


def progress_of(duty: Duty, item: int, context: BasicContext) -> tuple[str, Progress | None]:
    """The unit's 落实情况 of an item and its uid, which it will get where there is none yet.

    A record under another uid counts too: its year or number was corrected by hand.
    """
    uid = progress_uid(duty.unit, duty.year, item)
    found = cast("Mapping[str, Progress]", context.records("progress"))
    if uid in found:
        return uid, found[uid]
    return next(
        ((other, one) for other, one in found.items() if (one.year, one.item) == (duty.year, item)), (uid, None)
    )


def needed_ledgers(duty: Duty, aside: Collection[int] = ()) -> tuple[Ledger, ...]:
    """Ledgers that prove items of the unit, in menu order; items `aside` (不适用) ask for none."""
    items = [item for item in duty.items if item.uid not in aside]
    return tuple(one for one in ledgers().values() if one.desk == "unit" and any(map(one.proves, items)))


def owed_ledgers(duty: Duty) -> tuple[Ledger, ...]:
    """The ledgers the unit needs for which an empty one must be stated by a 零报送."""
    return tuple(one for one in needed_ledgers(duty) if one.topics and is_reported(one, duty.reported))


def is_reported(ledger: Ledger, reported: Collection[str] | None) -> bool:
    """Whether an empty ledger wants a 零报送: as the issue says, or as declared where it says nothing."""
    return ledger.reported if reported is None else ledger.id in reported


def check_unit(duty: Duty, context: BasicContext) -> Iterator[Finding]:
    """Items without progress, and ledgers that are empty without a word."""
    done = {
        cast("Progress", record).item
        for record in context.records("progress").values()
        if cast("Progress", record).year == duty.year
    }
    for item in duty.items:
        if item.uid not in done:
            yield _missing(item)
    yield from _check_empty(duty, context)
    yield from _check_sheet(duty, context)


def _check_sheet(duty: Duty, context: BasicContext) -> Iterator[Finding]:
    """A yearly sheet and the decisions that are kept must agree (行政执法年报数字)."""
    found = sheets_by_unit(context, duty.year).get(duty.unit)
    if found is None:
        return
    uid, sheet = found
    decisions = decisions_by_unit(context, duty.year, context.today).get(duty.unit, {})
    for name, said, counted in disagreeing(decisions, sheet):
        label = SHEET.by_name[name].label
        message = f"{duty.year}年{label}填的是{said}，台账里的决定数出来是{counted}，请改正一个，或者说明原因。"
        yield _at(
            SHEET.id,
            warning(name, f"{SHEET.id}.{name}_decisions", message),
            uid=uid,
            title=title_of(SHEET, sheet),
        )


def _missing(item: Item) -> Finding:
    message = f"第{item.number}项“{item.title}”没有落实情况，请填写；本单位不涉及的选不适用并写明理由。"
    return _at("progress", error("item", "progress.missing", message), title=f"项号{item.uid}")


def _check_empty(duty: Duty, context: BasicContext) -> Iterator[Finding]:
    reported = {
        report.ledger: uid
        for uid, record in context.records("zero_report").items()
        if (report := cast("ZeroReport", record)).year == duty.year
    }
    owed = owed_ledgers(duty)
    for ledger in (one for one in ledgers().values() if one in owed or one.id in reported):
        empty = _is_empty(ledger, duty.year, context)
        if empty and ledger in owed and ledger.id not in reported:
            message = f"{ledger.label}台账{duty.year}年没有记录，请补填；确实没有的，请作零报送并写明理由。"
            yield _at(ledger.id, error("", f"{ledger.id}.empty", message), title=ledger.label)
        elif not empty and ledger.id in reported:
            message = f"{ledger.label}台账已有记录，又作了零报送，请删除零报送。"
            found = error("ledger", "zero_report.contradicted", message)
            yield _at("zero_report", found, uid=reported[ledger.id], title=ledger.label)


def _is_empty(ledger: Ledger, year: int, context: BasicContext) -> bool:
    """Whether nothing is kept: of the year, where the ledger knows years, otherwise at all."""
    if not ledger.year_of:
        return not context.entries(ledger.id)
    return all(year_of(ledger, record) != year for record in context.records(ledger.id).values())


def _at(ledger: str, finding: Finding, *, uid: str = "", title: str = "") -> Finding:
    return msgspec.structs.replace(finding, ledger=ledger, uid=uid, title=title)
