"""What labelled texts are for: fitting weights, measuring how right judgement is, what a person should look at."""
