"""Ways to arrange an itinerary: each looks at a plan and proposes, none changes anything.

A proposal is accepted or dropped as a whole; ``planner.services.arranging`` writes it as one step.
"""
