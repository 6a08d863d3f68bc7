"""Django: a view that takes a badge and answers with the report; ``urlpatterns`` puts it at ``/check``."""

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils.translation import get_language_from_request
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mexbadge.verify import Verifier

VERIFIER = Verifier()
"""Made once: it holds nothing that changes, so every request may use it."""
MOST_BYTES = 10 * 1024 * 1024
STATUS = {"valid": 200, "warning": 200, "invalid": 422, "unknown": 503}


@csrf_exempt  # nothing is changed by a check
@require_POST
def check(request: HttpRequest) -> JsonResponse:
    """Judge the uploaded file ``badge`` for ``person``."""
    file = request.FILES.get("badge")
    if file is None or file.size > MOST_BYTES:
        return JsonResponse({"message": "Send the badge as the file 'badge', of 10 MiB at most."}, status=400)
    french = get_language_from_request(request).startswith("fr")
    report = VERIFIER.verify(file.read(), recipient=request.POST.get("person") or None, name=file.name)
    return JsonResponse(report.to_json("fr" if french else "en"), status=STATUS[report.verdict])


urlpatterns = [path("check", check)]
