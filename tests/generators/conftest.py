"""What is seen on a page, as a browser shows it."""

from __future__ import annotations

import pytest

# How much space is between words is the theme's business; an address is the same with a parenthesis written %28.
SEEN = """name => {
    const box = document.querySelector(name)
    const words = element => element.innerText.replace(/\\s+/g, "")
    return {
        text: words(box),
        pictures: [...box.querySelectorAll("img")].map(img => img.src),
        alts: [...box.querySelectorAll("img")].map(img => img.alt.replace(/\\s+/g, "")),
        links: [...box.querySelectorAll("a[href]:not(.headerlink)")].map(a => [decodeURIComponent(a.href), words(a)]),
        headings: [...box.querySelectorAll("h1,h2,h3,h4,h5,h6")].map(h => h.tagName + words(h)),
        code: [...box.querySelectorAll("pre")].map(words),
    }
}"""


@pytest.fixture(scope="module")
def seen(chromium):
    """A function from a page's HTML and the name of an element to what is seen of that."""
    browser = chromium()
    page = browser.new_context(offline=True).new_page()

    def look(html, name):
        page.set_content(f"<base href='https://blog.example/'>{html}", wait_until="domcontentloaded")
        return page.evaluate(SEEN, name)

    yield look
    browser.close()
