"""What the notices of a running procedure say: each tells of one act, as it is on record.

Days, amounts and reasons come from where the file and the applicant read them, so that no letter
sets another period, or asks for another sum, than the one that runs.
"""

from collections.abc import Callable, Mapping

from gongkai.crypto.fields import DecryptionFailed
from gongkai.crypto.unreadable import UNREADABLE
from requests_api.clock.rules import DEFAULT_CORRECTION_PERIOD
from requests_api.corrections.presenter import correction_out
from requests_api.cost_fees.presenter import cost_fee_out
from requests_api.decisions.model import NationalText
from requests_api.delays.presenter import delays_out
from requests_api.explanations.presenter import explanation_out
from requests_api.extensions.events import Extended
from requests_api.letter_templates.kinds import LetterKind
from requests_api.letters.gathering import Gathered
from requests_api.letters.kinds import Lacking
from requests_api.letters.material_service import Material
from requests_api.tariffs.tariff import TARIFFS


def _correction(material: Material, gathered: Gathered) -> None:
    """What is to be corrected and until when (条例30, DL-04): a day, or working days from delivery,
    which are the clock's where the notice names none.
    """
    notice = correction_out(material.case.correction, material.words, ())
    if notice is None:
        gathered.lacking.append(Lacking.CORRECTION)
        return
    working_days = notice.working_days or DEFAULT_CORRECTION_PERIOD
    gathered.told_on = notice.notified_on
    gathered.facts["items"] = [readable(item) for item in notice.items or ()]
    gathered.facts["working_days"] = "" if notice.until else str(working_days)
    gathered.day("reply_by", notice.until)


def _explanation(material: Material, gathered: Gathered) -> None:
    """Until when: a day that was set, or the organ's working days from delivery, as the law sets no
    period (条例35). Of which nobody was told, none runs.
    """
    request = explanation_out(material.case.explanation, material.words)
    if request is None:
        gathered.lacking.append(Lacking.EXPLANATION)
        return
    gathered.facts["working_days"] = str(request.working_days or "")
    gathered.told_on = request.requested_on
    gathered.day("reply_by", request.until)


def _extension(material: Material, gathered: Gathered) -> None:
    extended = next(material.file.of(Extended), None)
    if extended is None:
        gathered.lacking.append(Lacking.EXTENSION)
        return
    item, event = extended
    gathered.told_on = item.on
    gathered.facts["working_days"] = str(event.working_days)
    gathered.day("approved_on", event.approved_on)
    gathered.day("due_on", material.case.due_on)


def _delay(material: Material, gathered: Gathered) -> None:
    """The last day that was set, and why (条例35, DL-11)."""
    delays = delays_out(material.case.delays, material.words)
    if not delays:
        gathered.lacking.append(Lacking.DELAY)
        return
    gathered.told_on = delays[-1].notified_on
    gathered.day("reply_by", delays[-1].until)
    # It is followed by a full stop of the letter's own.
    gathered.facts["reason"] = readable(delays[-1].reason or "").rstrip("。")


def _charge(material: Material, gathered: Gathered) -> None:
    """What is to be paid: a processing fee, or, under the text of 2007, costs."""
    (_costs if material.text is NationalText.OF_2007 else _fee)(material, gathered)


def _costs(material: Material, gathered: Gathered) -> None:
    """The costs that are due, and by which standard (2007年条例27)."""
    costs = cost_fee_out(material.case.cost_fee, material.words)
    if costs is None or costs.paid_on is not None or not costs.amount_due:
        gathered.lacking.append(Lacking.COSTS)
        return
    gathered.told_on = costs.charged_on
    gathered.facts |= {
        "costs": [f"{item.kind_label}{item.amount}元" for item in costs.items],
        "standard": readable(costs.standard or "").rstrip("。"),
        "amount": str(costs.amount),
        "amount_due": "" if costs.amount_due == costs.amount else str(costs.amount_due),
    }


def _fee(material: Material, gathered: Gathered) -> None:
    """What is to be paid, why, how it was computed and until when (条例42, DL-12); of a fee that is
    paid or waived nobody is asked for money any more.
    """
    fee = material.fee_due
    if fee is None:
        gathered.lacking.append(Lacking.FEE)
        return
    gathered.told_on = fee.notified_on
    unit, before = TARIFFS[fee.basis].unit, fee.counted_before
    gathered.facts |= {
        "basis": fee.basis_label,
        "quantity": f"{fee.quantity}{unit}",
        "counted_before": f"{before}{unit}" if before else "",
        "standard": "；".join(f"{step.label}，计{step.amount}元" for step in fee.steps),
        "amount": str(fee.amount),
        "amount_due": "" if fee.amount_due == fee.amount else str(fee.amount_due),
        "grounds": readable(fee.grounds),
        "working_days": str(material.days_to_pay),
    }
    gathered.day("pay_by", fee.pay_by)


def readable(text: str) -> str:
    """No letter goes out with a mark in place of what it tells. Raises `DecryptionFailed`."""
    if text == UNREADABLE:
        raise DecryptionFailed("the words of a notice")
    return text


NOTICES: Mapping[LetterKind, Callable[[Material, Gathered], None]] = {
    LetterKind.CORRECTION_NOTICE: _correction,
    LetterKind.DELAY_NOTICE: _delay,
    LetterKind.EXPLANATION_REQUEST: _explanation,
    LetterKind.EXTENSION_NOTICE: _extension,
    LetterKind.FEE_NOTICE: _charge,
}
"""By kind of letter."""
