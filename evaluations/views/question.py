"""One question across all units."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evaluations import permissions
from evaluations.queries.instruments import loaded
from evaluations.queries.question_board import question_board
from evaluations.views.doors import period_for, question_or_404
from evaluations.views.messages import refusals
from units.roles import Permission


@require_safe
@refusals
def show(request: HttpRequest, period, code: str) -> HttpResponse:
    """The same question side by side, for those who read all units."""
    row = period_for(request, period)
    permissions.require(request.actor.may(Permission.READ_ALL))
    question = question_or_404(loaded(row.instrument), code)
    board = question_board(request.actor, row, question)
    return render(request, "evaluations/question.html", {"asked": row, "board": board, "question": question})
