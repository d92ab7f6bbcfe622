"use strict"
// Rows are made for what is seen only: the table of ten thousand documents shows two hundred at a time.
const all = JSON.parse(document.getElementById("data").textContent)
const of = id => document.getElementById(id)
const SHOWN = 200
let shown = all, first = 0, key = "number", down = false

function element(tag, className, text) {
  const el = document.createElement(tag)
  if (className) el.className = className
  if (text !== undefined && text !== null) el.textContent = text
  return el
}

function row(one) {
  const tr = element("tr", one.status === "error" ? "error" : "")
  tr.append(element("td", "number", one.number))
  const picture = element("td", "picture")
  if (one.thumbnail) {
    const img = element("img")
    img.referrerPolicy = "no-referrer"
    img.loading = "lazy"
    img.alt = ""
    img.src = one.thumbnail
    picture.append(img)
  }
  tr.append(picture, element("td", "status", one.status))
  const title = element("td", "title")
  const name = one.title || one.source
  if (one.page) {
    const a = element("a", "", name)
    a.href = one.page
    title.append(a)
  } else title.textContent = name
  const notes = Object.entries(one.notes).map(([kind, count]) => `${kind} ${count}`).join(", ")
  tr.append(title, element("td", "why", one.error || (one.twin ? `as ${one.twin}` : notes)))
  tr.append(element("td", "coverage", one.coverage === null ? "" : `${Math.floor(one.coverage * 1000) / 10} %`))
  tr.append(element("td", "source", one.source))
  return tr
}

function draw() {
  of("rows").replaceChildren(...shown.slice(first, first + SHOWN).map(row))
  of("count").textContent = shown.length ? `${first + 1}–${Math.min(first + SHOWN, shown.length)} of ${shown.length}` : "none"
  of("before").disabled = first === 0
  of("after").disabled = first + SHOWN >= shown.length
}

function choose() {
  const words = of("search").value.toLowerCase().split(/\s+/).filter(Boolean)
  const status = of("status").value, note = of("note").value, whole = of("whole").value
  shown = all.filter(one =>
    (!status || one.status === status) && (!note || one.notes[note]) &&
    (!whole || (whole === "less") === (one.coverage !== null && one.coverage < 1)) &&
    words.every(word => one.text.includes(word)))
  const value = one => one[key] === null || one[key] === undefined ? "" : one[key]
  shown.sort((a, b) => {
    const [x, y] = [value(a), value(b)]
    const order = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y))
    return down ? -order : order
  })
  first = 0
  draw()
}

for (const one of all) one.text = [one.title, one.source, one.status, one.error, one.url].join("\n").toLowerCase()
for (const [id, values] of [["status", all.map(one => one.status)], ["note", all.flatMap(one => Object.keys(one.notes))]])
  for (const value of [...new Set(values)].sort()) of(id).append(element("option", "", value))
for (const id of ["search", "status", "note", "whole"]) of(id).addEventListener("input", choose)
for (const th of document.querySelectorAll("th")) th.addEventListener("click", () => {
  down = key === th.dataset.key && !down
  key = th.dataset.key
  choose()
})
of("before").addEventListener("click", () => { first -= SHOWN; draw() })
of("after").addEventListener("click", () => { first += SHOWN; draw() })
choose()
