"""From what is planned to what is delivered: reserve, prepare, sign, bake, commit, deliver, mark, log."""
