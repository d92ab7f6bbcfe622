# Jekyll's own way of a post: Liquid, then kramdown; with the settings of the blog in the folder that is named.
require "jekyll"
require "json"

Jekyll.logger.log_level = :error
site = Jekyll::Site.new(Jekyll.configuration("source" => ARGV[0], "quiet" => true))
markdown = site.find_converter_instance(Jekyll::Converters::Markdown)
puts(JSON.generate(JSON.parse($stdin.read).each_with_index.map do |text, number|
  template = site.liquid_renderer.file("#{number}.md").parse(text)
  markdown.convert(template.render!({}, { registers: { site: site, page: {} } }))
end))
