"""What a learner wrote and passed: kept in this kernel and beside the notebooks, so that lessons can go on with it."""
