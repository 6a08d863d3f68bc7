"""A learner's page: badges of several issuers, each verified, with work and learning beside them."""

from typing import TYPE_CHECKING

from mexbadge._lazy import face

__all__ = ["Learner", "Portfolio", "portfolio_files", "portfolio_of"]

if TYPE_CHECKING:
    from mexbadge.publish.portfolio.contents import Portfolio, portfolio_of
    from mexbadge.publish.portfolio.learner import Learner
    from mexbadge.publish.portfolio.pages import portfolio_files
else:
    __getattr__ = face(
        __name__,
        (),
        {"Learner": "learner", "Portfolio": "contents", "portfolio_of": "contents", "portfolio_files": "pages"},
    )
