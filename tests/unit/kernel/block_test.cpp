// SPDX-License-Identifier: MIT
#include "mote/kernel/block.hpp"
#include "catch.hpp"

#include <vector>

using namespace mote;

namespace {

constexpr size_t most = 5 * Pack::width + 3;

/// How often for_columns() takes each float, by a load and a store of 1 more; whatever follows the row stays as it is.
template <size_t Packs, class Count>
bool takes_each_once(Count count, size_t first = 0) {
    std::vector<float> row(most + 8 * Pack::width, 0.0f);
    const auto add = [&](auto columns) {
        for (size_t p = 0; p < decltype(columns)::packs; ++p) {
            columns.store(columns.load(row.data(), p) + 1.0f, row.data(), p);
        }
    };
    if constexpr (is_same<Count, size_t>) {
        for_columns<Packs>(count, add, first);
    } else {
        for_columns<Packs>(count, add);
    }
    for (size_t i = 0; i < row.size(); ++i) {
        if (row[i] != (first <= i && i < count ? 1.0f : 0.0f)) {
            return false;
        }
    }
    return true;
}

template <size_t Rows, class Count>
bool takes_each_row_once(Count count) {
    std::vector<int> taken(64, 0);
    for_rows<Rows>(count, [&](auto rows, size_t row) {
        for (size_t r = 0; r < rows; ++r) {
            ++taken[row + r];
        }
    });
    for (size_t row = 0; row < taken.size(); ++row) {
        if (taken[row] != (row < count ? 1 : 0)) {
            return false;
        }
    }
    return true;
}

}  // namespace

TEST_CASE("columns take each float of a row once, and none after it, whatever its length") {
    for_each_index<1, most>([](auto count) {
        CHECK(takes_each_once<1>(count));
        CHECK(takes_each_once<2>(count));
        CHECK(takes_each_once<4>(count));
        CHECK(takes_each_once<1>(size_t{count}));
        CHECK(takes_each_once<2>(size_t{count}));
        CHECK(takes_each_once<4>(size_t{count}));
        CHECK(takes_each_once<1>(size_t{count}, Pack::width * (count / (2 * Pack::width))));
    });
    CHECK(takes_each_once<2>(Size<0>{}));
    CHECK(takes_each_once<2>(size_t{0}));
}

TEST_CASE("rows are taken once each, in blocks and what is left over") {
    for_each_index<0, 23>([](auto count) {
        CHECK(takes_each_row_once<1>(count));
        CHECK(takes_each_row_once<4>(count));
        CHECK(takes_each_row_once<8>(count));
        CHECK(takes_each_row_once<1>(size_t{count}));
        CHECK(takes_each_row_once<4>(size_t{count}));
        CHECK(takes_each_row_once<8>(size_t{count}));
    });
}
