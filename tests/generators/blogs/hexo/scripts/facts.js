// What a theme can show of a post, as JSON.
const keys = ['title', 'author', 'thumbnail', 'headimg', 'cover', 'comments', 'description', 'lang', 'layout', 'custom']

hexo.extend.helper.register('facts', (post) => JSON.stringify({
  ...Object.fromEntries(keys.map((key) => [key, post[key]])),
  date: post.date.toISOString(),
  path: post.path,
  categories: post.categories.toArray().map((category) => category.path),
  tags: post.tags.toArray().map((tag) => tag.name),
}).replace(/</g, '\\u003c'))
