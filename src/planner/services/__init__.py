"""The coordinator's verbs: one verb is one transaction is one undo step."""
