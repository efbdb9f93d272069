# SPDX-License-Identifier: MIT
# A header for Doxygen, its filter: the comment at its head becomes what is said of the file, the first sentence in short, the rest as it
# stands; and the name of a page becomes a link.
NR == 1 || done { print_line(); next }
/^\/\/( |$)/ { text = text substr($0, 4) "\n"; next }
{
    done = 1
    if (text != "") {
        end = match(text, /[.:]\n|[.:] [A-Z]|\n\n/)
        brief = end ? substr(text, 1, end) : text
        gsub(/\n/, " ", brief)
        gsub(/[\\@<>#%&]/, "\\\\&", brief)
        rest = end && end < length(text) - 1 ? "@verbatim\n" text "@endverbatim\n" : ""
        printf "/** @file\n@brief %s\n%s*/\n", brief, rest
    }
    print_line()
}
function print_line() {
    if ($0 ~ /\/\/\//) sub(/ports\/README\.md/, "<a href=\"ports_page.html\">&</a>")
    print
}
