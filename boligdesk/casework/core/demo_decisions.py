"""Vedtak of the sample office: drafted, proposed, made, printed and sent; and the klager that came of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from ...models.application import Application
from ...models.decision import Complaint, Decision
from ...rules.application_words import AssistanceState, Channel, DecisionBasis, DecisionState
from ...rules.vocabulary import SendingWay
from .. import applications, complaints, decisions
from .demo_cases import DecisionCase
from .demo_steps import Matter, Scene, Step


def steps(scene: Scene, matter: Matter) -> Iterator[Step]:
    """The days of the vedtak and of the klage on it."""
    decision, complaint = matter.case.decision, matter.case.complaint
    if decision is not None:
        day = scene.back(decision.days_ago)
        yield day, partial(_decide, scene, matter, decision, day)
        if decision.sent is not None:
            yield scene.back(decision.sent), partial(_send, scene, matter, scene.back(decision.sent))
        if decision.settled is not None:
            yield scene.back(decision.settled), partial(_settle, scene, matter, scene.back(decision.settled))
    if complaint is not None:
        yield scene.back(complaint.days_ago), partial(_complain, scene, matter, scene.back(complaint.days_ago))
        if complaint.upheld is not None:
            yield scene.back(complaint.upheld), partial(_uphold, scene, matter, scene.back(complaint.upheld))


def _decide(scene: Scene, matter: Matter, case: DecisionCase, day: date) -> None:
    """The caseworker drafts; the leader makes it, and its letter is printed."""
    act, who = scene.diary.act, matter.owner
    matter.decision_id = act(who, day, decisions.begin_decision, matter.id, DecisionBasis.HOUSING, case.result)
    version = scene.version(Decision, matter.decision_id)
    if case.state is DecisionState.PROPOSED:
        act(who, day, decisions.propose_decision, matter.decision_id, version)
    elif case.state is DecisionState.FINAL:
        scene.diary.steps(scene.leader, day, decisions.finish_decision, matter.decision_id, version)


def _send(scene: Scene, matter: Matter, day: date) -> None:
    sending = decisions.DecisionSending(SendingWay.POST, day)
    version = scene.version(Decision, matter.decision_id)
    scene.diary.act(matter.owner, day, decisions.send_decision, matter.decision_id, version, sending)


def _settle(scene: Scene, matter: Matter, day: date) -> None:
    act, version = applications.settle_assistance, scene.version(Application, matter.id)
    state, said = AssistanceState.DECLINED, scene.words["bistand"]
    scene.diary.act(matter.owner, day, act, matter.id, version, state, said)


def _complain(scene: Scene, matter: Matter, day: date) -> None:
    words = scene.words["klage_vil"], scene.words["klage_hvorfor"]
    given = complaints.ComplaintInput(Channel.LETTER, day, day, wants=words[0], reasons=words[1])
    act = complaints.register_complaint
    matter.complaint_id = scene.diary.act(matter.owner, day, act, matter.decision_id, given)


def _uphold(scene: Scene, matter: Matter, day: date) -> None:
    version, words = scene.version(Complaint, matter.complaint_id), scene.words["ny_vurdering"]
    scene.diary.act(matter.owner, day, complaints.uphold, matter.complaint_id, version, words)
