"""Steps: what people do to an aggregate, each declared once in the feature that owns it.

    CONFIRM = CASE_STEPS.declare(Step(code="confirm", …))

From the row follow what is allowed and why not, the transition, what a caller is offered, the code
list, the test that walks the procedure and the one that attacks it. What runs in parallel (letters,
a payment, a pause) is a fact of the situation that guards read, and no state.
"""

from gongkai.steps.step import ClosedTo, Guard, Reason, Situation, Step, stay, works_in
from gongkai.steps.table import StepTable

__all__ = ["ClosedTo", "Guard", "Reason", "Situation", "Step", "StepTable", "stay", "works_in"]
