-- Documents in GitHub's Markdown, between lines of U+F8FF U+F8FE, one after the other.
local BETWEEN = "\u{F8FF}\u{F8FE}"

function Reader(inputs)
  local text, blocks, from = tostring(inputs), {}, 1
  while from do
    local stop, last = text:find(BETWEEN, from, true)
    for _, block in ipairs(pandoc.read(text:sub(from, stop and stop - 1), "gfm").blocks) do
      blocks[#blocks + 1] = block
    end
    blocks[#blocks + 1] = pandoc.RawBlock("html", BETWEEN)
    from = last and last + 1
  end
  return pandoc.Pandoc(blocks)
end
