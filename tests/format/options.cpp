#include <ctnn/format/options.hpp>

#include "support/catch.hpp"

using namespace ctnn::format;

namespace {

template <class Values>
void have_names(const Values& values, int last) {
    for (const auto one : values) {
        CHECK_FALSE(std::string_view(name_of(one)).empty());
        for (const auto other : values) {
            CHECK((one == other) == (std::string_view(name_of(one)) == name_of(other)));
        }
    }
    CHECK(static_cast<int>(std::size(values)) == last + 1); // the list has all of them
}

TEST_CASE("columns, formats and types have names, all different") {
    have_names(all_columns, static_cast<int>(Column::path));
    have_names(all_formats, static_cast<int>(Format::bars));
    have_names(all_dtypes, static_cast<int>(ctnn::DType::binary));
}

} // namespace
