"""``mexbadge catalogue ...``."""
