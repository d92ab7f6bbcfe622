"""Run the spider of docs/scrapy.md: python crawl.py SETTINGS PATH…, in the folder that it writes to."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from scrapy.crawler import CrawlerProcess

PAGE = Path(__file__).resolve().parents[2] / "docs" / "scrapy.md"

if __name__ == "__main__":
    settings, *paths = sys.argv[1:]
    code = re.search(r"```python\n(import scrapy\n.*?)```", PAGE.read_text("utf-8"), re.S)
    names = {"__name__": "wechat_spider"}
    exec(compile(code[1], "wechat_spider.py", "exec"), names)
    spider = names["WechatSpider"]
    spider.start_urls = [f"https://mp.weixin.qq.com{path}" for path in paths]
    spider.custom_settings = {**spider.custom_settings, "DOWNLOAD_DELAY": 0, **json.loads(settings)}
    process = CrawlerProcess(
        {
            "FEEDS": {
                f"out.{ending}": {"format": ending, "overwrite": True} for ending in ("json", "jsonl", "csv", "xml")
            },
            "RETRY_TIMES": 3,
            "TELNETCONSOLE_ENABLED": False,
        }
    )
    crawler = process.create_crawler(spider)
    process.crawl(crawler)
    process.start()
    Path("stats.json").write_text(json.dumps(crawler.stats.get_stats(), default=str), "utf-8")
