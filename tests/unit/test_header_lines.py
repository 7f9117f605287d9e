"""The header file of hosts that read one."""

from usalama.exports.headers import netlify


def test_every_page_and_every_feed_has_its_headers():
    """All pages get the policy, which names each style; each kind of feed gets its type."""
    text = netlify(["sha256-made"])
    assert text.startswith("/*\n  ")
    policies = [line for line in text.split("\n") if line.startswith("  Content-Security-Policy: ")]
    assert len(policies) == 1
    assert "'sha256-made'" in policies[0]
    rules = text.split("\n")
    for place, line in enumerate(rules):
        if line.startswith("/feeds/*"):
            assert rules[place + 1].startswith("  Content-Type: ")
    assert sum(line.startswith("/feeds/*") for line in rules) > 1
