# Sourced by the tests of open data: the box, and in it a small site with a rich network, built.
. tests/cli/box.sh
small_site
"$python" tests/open/rich.py "$box/content"
printf 'licence: CC-BY-4.0\nregion: Exampleshire\n' >>"$box/content/site.yaml"
