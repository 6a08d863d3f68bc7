"""Flask: whoever has a badge sends the file, and is told whether it is genuine and theirs.

flask --app examples.embed.flask_app run
curl -F badge=@aisha.png -F person=aisha@example.ca http://127.0.0.1:5000/check
"""

from flask import Flask, request

from mexbadge.verify import Verifier

__all__ = ["create_app"]

MOST_BYTES = 10 * 1024 * 1024
STATUS = {"valid": 200, "warning": 200, "invalid": 422, "unknown": 503}
"""What the answer says to a program: the badge is good, is not, or could not be judged now."""


def create_app(verifier: Verifier | None = None) -> Flask:
    """Return the service; ``verifier`` has its own policy and network, and may be used by many threads at once."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    judge = verifier or Verifier()

    @app.post("/check")
    def check() -> tuple[dict[str, object], int]:
        file = request.files.get("badge")
        if file is None:
            return {"message": "Send the badge as the file 'badge'."}, 400
        french = request.accept_languages.best_match(["en", "fr"]) == "fr"
        report = judge.verify(file.read(), recipient=request.form.get("person") or None, name=file.filename)
        return report.to_json("fr" if french else "en"), STATUS[report.verdict]

    return app
