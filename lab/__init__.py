"""The lab: runs the same tasks in every framework, proves features, measures cost. It imports no Django."""
