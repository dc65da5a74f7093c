"""What the record of a home says in words: contract, duration, security, extras, keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ...rules.periods import earliest_end, months_between, term_end
from ...rules.terms import ExtraMode, LegalBasis, SecurityKind
from ...texts import enum_text, formats, render, text

if TYPE_CHECKING:  # the store is loaded in a thread, after the frame is painted
    from ...casework.stock import DwellingCard, ExtraLine, HeadLeaseLine, KeyLine, MeterLine, TenancyNow


def home_name(card: DwellingCard) -> str:
    """ "Fjordgata 14, H0203"."""
    return ", ".join(part for part in (card.address, card.number or card.reference) if part)


def home_facts(card: DwellingCard) -> list[str]:
    """The muted line under the title."""
    facts = card.facts
    return [
        text("ui.bolig.rom", antall=facts.rooms) if facts.rooms is not None else "",
        text("ui.bolig.kvm", areal=facts.area_m2) if facts.area_m2 is not None else "",
        _floor(card),
        str(card.cadastral) if card.cadastral else "",
        card.area,
    ]


def _floor(card: DwellingCard) -> str:
    if card.facts.floor is None:
        return ""
    if card.lift is None:
        return text("ui.bolig.etasje", etasje=card.facts.floor)
    if card.lift:
        return text("ui.bolig.etasje_heis", etasje=card.facts.floor)
    return text("ui.bolig.etasje_uten_heis", etasje=card.facts.floor)


def household(tenancy: TenancyNow) -> str:
    """ "2 voksne, 2 barn (4 og 9 år)"."""
    adults = text("ui.bolig.voksne", antall=max(1, tenancy.adults))
    if not tenancy.children:
        return adults
    ages = [str(age) for age in sorted(tenancy.children)]
    listed = " ".join((", ".join(ages[:-1]), text("ui.bolig.og"), ages[-1])) if len(ages) > 1 else ages[0]
    return ", ".join((adults, text("ui.bolig.barn", antall=len(ages), alder=listed)))


def contract(tenancy: TenancyNow) -> str:
    """ "Tidsbestemt 3 år, § 11-1"."""
    return ", ".join(part for part in (_duration(tenancy), _basis(tenancy.basis)) if part)


def _duration(tenancy: TenancyNow) -> str:
    until = tenancy.fixed_until
    if until is None:
        return text("ui.bolig.tidsubestemt")
    months = months_between(tenancy.from_date, until)
    months += term_end(tenancy.from_date, months) < until
    if term_end(tenancy.from_date, months) != until:
        return text("ui.bolig.tidsbestemt")
    if months % 12 == 0:
        return text("ui.bolig.tidsbestemt_ar", antall=months // 12)
    return text("ui.bolig.tidsbestemt_maneder", antall=months)


def _basis(basis: LegalBasis) -> str:
    if basis is LegalBasis.SECTION_11_1:
        return text("ui.bolig.paragraf_11_1")
    return "" if basis is LegalBasis.ORDINARY else enum_text(basis).lower()


def stretch(from_date: date, one: date | None, other: date | None = None) -> str:
    """ "01.09.2025 – 31.08.2028"; without an end the dash stands open."""
    end = earliest_end(one, other)
    return f"{formats.day(from_date)} – {formats.day(end)}" if end else f"{formats.day(from_date)} –"


def security(tenancy: TenancyNow) -> str:
    """ "Depositum 26 850 kr (3 måneder)"."""
    kind, sum_ore = tenancy.security, tenancy.security_ore
    if kind is None or kind is SecurityKind.NONE:
        return text("ui.bolig.uten_sikkerhet")
    name = text("ui.bolig.depositum") if kind is SecurityKind.DEPOSIT else enum_text(kind)
    said = f"{name} {formats.kroner(sum_ore)}" if sum_ore else name
    rent = tenancy.rent_ore
    if not rent or not sum_ore or sum_ore % rent:
        return said
    return f"{said} {text('ui.bolig.sikkerhet_maneder', antall=sum_ore // rent)}"


def extra_paid(line: ExtraLine) -> str:
    """ "À konto 310 kr/md", "Eget abonnement"."""
    if line.mode is ExtraMode.ON_ACCOUNT:
        return text("ui.bolig.a_konto", belop=formats.kroner(line.amount_ore))
    if line.mode is ExtraMode.FIXED:
        return text("ui.bolig.per_md", belop=formats.kroner(line.amount_ore))
    return enum_text(line.mode)


def keys(lines: Sequence[KeyLine]) -> str:
    """ "3 av 3 utlevert · 14-203"; several kinds stand one under the other."""
    return "\n".join(key_line(line, with_label=len(lines) > 1) for line in lines)


def key_line(line: KeyLine, *, with_label: bool = True) -> str:
    """One kind of key: what it fits, how many are out, the number of the system."""
    out = text("ui.bolig.nokler_utlevert", utlevert=line.handed_out, antall=line.count)
    parts = (line.label if with_label else "", out, line.system_number)
    return " · ".join(part for part in parts if part)


def meters(lines: Sequence[MeterLine]) -> str:
    """ "Strøm 7359 0011", one under the other."""
    return "\n".join(" ".join(part for part in (enum_text(line.kind), line.number) if part) for line in lines)


def head_lease(line: HeadLeaseLine) -> str:
    """ "Hansen Eiendom AS · 01.01.2024 – 31.12.2028"."""
    return " · ".join((line.owner_name, stretch(line.from_date, line.to_date)))


def note_words(card: DwellingCard) -> str:
    """What stands beside the status, as the list has it."""
    return render(card.note) if card.note else ""
