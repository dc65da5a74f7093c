"""The cards of a tenancy's record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...casework.lease_sign import VersionRow
from ...casework.rent_rounds import ChangeRow
from ...casework.tenancy_card import SecondHome, SecurityLine, TenancyCard
from ...casework.tenancy_end import EndRow
from ...rules.lease_clauses import Usable
from ...rules.lease_facts import Extra
from ...rules.messages import Control, Kind
from ...rules.terms import Clause
from ...texts import enum_text, formats, render, text
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import link
from ..parts.cards import Card
from ..parts.chips import ChipLook, Tone
from ..parts.facts import Facts
from ..parts.labels import Label
from ..parts.recordpage import Place, Placed
from ..record_tabs.document_view import show_document
from ..rents.history_card import history_card
from ..shell.context import Context
from ..style import tokens
from .signing import ClauseBox, version_name

_KINDS = {Kind.HARD: AlertKind.HARD, Kind.SOFT: AlertKind.SOFT}


@dataclass(frozen=True)
class Shown:
    """What the overview shows."""

    card: TenancyCard
    versions: Sequence[VersionRow]
    endings: Sequence[EndRow]
    clauses: Mapping[Clause, Usable]
    rents: Sequence[ChangeRow] = ()


def overview(shown: Shown, ctx: Context, findings: Sequence[Control]) -> list[Placed]:
    """The cards of the first tab; what is wrong with the lease stands first."""
    wrong = len(findings) + len(shown.card.second_homes)
    cards = [Placed(_findings(findings, shown.card.second_homes), Place.WIDE)] if wrong else []
    cards += [Placed(_lease(shown.card)), Placed(_people(shown.card, ctx), Place.ASIDE)]
    cards += [Placed(_rent(shown.card)), Placed(_security(shown.card), Place.ASIDE)]
    cards += [Placed(_signing(shown, ctx)), Placed(_clauses(shown), Place.ASIDE)]
    if shown.rents:
        cards.append(Placed(history_card(ctx, shown.rents)))
    if shown.card.changes:
        cards.append(Placed(_changes(shown.card)))
    if shown.endings:
        cards.append(Placed(_endings(shown.endings, ctx.desk.today), Place.ASIDE))
    return cards


def _findings(findings: Sequence[Control], second_homes: Sequence[SecondHome]) -> Card:
    count = len(findings) + len(second_homes)
    card = Card(text("ui.kontrakt.funn"), text("ui.kontrakt.funn_antall", antall=count))
    for control in findings:
        why = " ".join(part for part in (render(control.why) if control.why else "", control.paragraph or "") if part)
        card.add(Alert(_KINDS.get(control.kind, AlertKind.INFO), render(control.what), why.replace("§ ", "§\u00a0")))
    for home in second_homes:
        reason = text("ui.kontrakt.begrunnet", grunn=home.reason) if home.reason else text("ui.kontrakt.ubegrunnet")
        card.add(Alert(AlertKind.SOFT, render(home.found.what), reason))
    return card


def _lease(record: TenancyCard) -> Card:
    card, facts = Card(text("ui.kontrakt.kort_kontrakt")), Facts()
    basis = " · ".join(part for part in (enum_text(record.legal_basis), record.decision_ref) if part)
    facts.add(text("ui.kontrakt.nummeret"), record.number)
    facts.add(text("ui.kontrakt.utleier"), enum_text(record.landlord_kind))
    facts.add(text("ui.kontrakt.grunnlag"), basis)
    facts.add(text("ui.kontrakt.start"), formats.day(record.from_date))
    end = record.fixed_until or record.to_date
    facts.add(text("ui.kontrakt.slutt"), formats.day(end) if end else text("ui.kontrakt.ikke_slutt"))
    if record.closed_on:
        facts.add(text("ui.kontrakt.avsluttet"), formats.day(record.closed_on))
    if record.rent_until:
        facts.add(text("ui.kontrakt.leie_til"), formats.day(record.rent_until))
    told_above = {home.found.code for home in record.second_homes}
    for code, words in (kept for kept in record.reasons if kept[0] not in told_above):
        facts.add(text("ui.kontrakt.begrunnelse"), words, code if record.imported else "")
    if record.imported:
        facts.add(text("ui.kontrakt.kilde"), text("ui.kontrakt.importert"))
    if record.note:
        facts.add(text("ui.kontrakt.notat"), record.note)
    card.add(facts)
    return card


def _people(record: TenancyCard, ctx: Context) -> Card:
    card, facts = Card(text("ui.kontrakt.kort_folk")), Facts()
    for tenant in record.tenants:
        person = link(tenant.name)
        person.clicked.connect(lambda _c=False, i=tenant.person_id: ctx.window.open_record("person", i))
        gone = text("ui.kontrakt.til_dato", dato=tenant.to_date) if tenant.to_date else ""
        facts.add(text("ui.kontrakt.leietaker"), person, gone)
    for member in record.members:
        person = link(member.name)
        person.clicked.connect(lambda _c=False, i=member.person_id: ctx.window.open_record("person", i))
        age = text("ui.kontrakt.alder", alder=member.age) if member.age is not None else ""
        facts.add(enum_text(member.role), person, age)
    home = link(", ".join(part for part in (record.address, record.dwelling_number) if part))
    home.clicked.connect(lambda _c=False: ctx.window.open_record("dwelling", record.dwelling_id))
    facts.add(text("ui.kontrakt.bolig"), home)
    card.add(facts)
    return card


def _rent(record: TenancyCard) -> Card:
    card, facts = Card(text("ui.kontrakt.kort_leie")), Facts()
    facts.add(text("ui.kontrakt.leie"), formats.kroner(record.rent_ore))
    facts.add(text("ui.kontrakt.forfall"), text("ui.kontrakt.forfall_dag", dag=record.due_day))
    for extra in record.extras:
        facts.add(enum_text(extra.kind), _extra(extra))
    facts.add(text("ui.kontrakt.kid"), record.kid or "–")
    card.add(facts)
    return card


def _extra(extra: Extra) -> str:
    mode = enum_text(extra.mode)
    return f"{formats.kroner(extra.amount_ore)}, {mode.lower()}" if extra.amount_ore else mode


def _security(record: TenancyCard) -> Card:
    card, facts = Card(text("ui.kontrakt.sikkerhet")), Facts()
    for security in record.securities:
        facts.add(enum_text(security.kind), formats.kroner(security.amount_ore), " · ".join(_about_security(security)))
    if not record.securities:
        card.add(Label(text("ui.kontrakt.ingen_sikkerhet"), colour="text2"))
    card.add(facts)
    return card


def _about_security(security: SecurityLine) -> Iterator[str]:
    yield from (part for part in (security.bank, security.account_number, security.guarantor) if part)
    if security.valid_to:
        yield text("ui.kontrakt.til_dato", dato=security.valid_to)
    if security.claimed_ore:
        yield text("ui.kontrakt.krevd", belop=security.claimed_ore)
    if security.released_on:
        yield text("ui.kontrakt.frigitt", dato=security.released_on)


def _signing(shown: Shown, ctx: Context) -> Card:
    card, facts = Card(text("ui.kontrakt.kort_signering")), Facts(tokens.LABEL_FORM_W)
    for row in shown.versions:
        signed = ", ".join(f"{name} {formats.day(day)}" for name, day in row.signed)
        document_id = row.signed_document_id or row.document_id
        said = text("ui.kontrakt.signert_av", hvem=signed) if signed else text("ui.kontrakt.ikke_signert")
        seen = link(text("ui.dokumenter.vis"))
        seen.setAccessibleName(f"{text('ui.dokumenter.vis')}: {version_name(row)}")
        seen.clicked.connect(lambda _c=False, i=document_id: show_document(ctx, i) if i else None)
        filed = ChipLook(text("ui.kontrakt.skannet"), Tone.OK, "check")
        waiting = ChipLook(text("ui.kontrakt.venter_skann"), Tone.WARN, "clock")
        facts.add(version_name(row), seen, said, filed if row.signed_document_id else waiting)
    if not shown.versions:
        words = text("ui.kontrakt.ikke_utskrevet" if shown.card.imported else "ui.kontrakt.forst_utskrift")
        card.add(Label(words, colour="text2", wrap=True))
    card.add(facts)
    return card


def _clauses(shown: Shown) -> Card:
    card, box = Card(text("ui.kontrakt.klausulenes_status")), ClauseBox()
    box.show_clauses(shown.clauses)
    card.add(box)
    return card


def _changes(record: TenancyCard) -> Card:
    card, facts = Card(text("ui.kontrakt.kort_endringer")), Facts()
    waiting = ChipLook(text("ui.kontrakt.venter_tillegg"), Tone.WARN, "printer")
    for change in record.changes:
        words = " · ".join(part for part in (enum_text(change.kind), change.person) if part)
        facts.add(formats.day(change.effective_on), words, chip=waiting if change.needs_addendum else None)
    card.add(facts)
    return card


def _endings(endings: Sequence[EndRow], today: date) -> Card:
    card, facts = Card(text("ui.kontrakt.kort_slutt")), Facts()
    for ending in endings:
        facts.add(formats.day(ending.effective_on), enum_text(ending.kind), " · ".join(_about_ending(ending, today)))
    card.add(facts)
    return card


def _about_ending(ending: EndRow, today: date) -> Iterator[str]:
    if ending.ground:
        yield enum_text(ending.ground)
    if ending.withdrawn_on:
        yield text("ui.kontrakt.trukket", dato=ending.withdrawn_on)
    elif ending.protested_on:
        yield text("ui.kontrakt.protestert", dato=ending.protested_on)
        yield from _suit(ending, today)
    elif ending.protest_by:
        yield text("ui.kontrakt.protest_til", dato=ending.protest_by)
    if ending.moved_out_on:
        yield text("ui.kontrakt.flyttet", dato=ending.moved_out_on)


def _suit(ending: EndRow, today: date) -> Iterator[str]:
    """What has come of a protest: the suit, or that the notice fell away without one (§ 9-8)."""
    if ending.sued_on:
        where = ", ".join(part for part in (ending.court, ending.court_case) if part)
        yield text("ui.kontrakt.soksmal_reist", dato=ending.sued_on, hvor=where)
    elif ending.lapsed(today):
        yield text("ui.kontrakt.falt_bort", dato=ending.sue_by)
    elif ending.protest_by and ending.protested_on and ending.protested_on <= ending.protest_by:
        yield text("ui.kontrakt.soksmal_innen", dato=ending.sue_by)
