// Prints a network in a format, with all columns, for readers that are not ours: print FORMAT NET;
// or two side by side, or one under all conventions. Copies are not folded, so that tables have
// every operation.
#include <ctnn/format/compare.hpp>
#include <ctnn/format/compare_conventions.hpp>
#include <ctnn/models/lenet.hpp>
#include <ctnn/models/resnet.hpp>
#include <ctnn/models/vgg.hpp>

#include <cstdio>
#include <string_view>

#include "nets.hpp"

using namespace ctnn;

namespace {

format::Options options() {
    format::Options all;
    all.columns.assign(std::begin(format::all_columns), std::end(format::all_columns));
    all.fold_copies = false;
    return all;
}

int print(std::string_view name, std::string_view net) {
    const auto show = [&](const auto& summary) {
        for (const format::Format format : format::all_formats) {
            if (name != format::name_of(format)) continue;
            fmt::print("{}", format::render(summary, format, options()));
            return 0;
        }
        return 2;
    };
    const auto show_table = [&](const auto& table) {
        for (const format::Format format : format::table_formats) {
            if (name != format::name_of(format)) continue;
            fmt::print("{}", format::render(table, format));
            return 0;
        }
        return 2;
    };
    if (net == "comparison") {
        format::Options options = format::comparison_options();
        options.units = format::Units::separators; // every digit is compared
        options.columns = {format::Column::output, format::Column::params, format::Column::macs,
                           format::Column::flops, format::Column::activation_bytes};
        return show_table(compare(summarize(models::vgg16(), {3, 224, 224}),
                                  summarize(models::lenet5(), {1, 32, 32}), options));
    }
    if (net == "conventions") {
        return show_table(compare_conventions(models::vgg16(), {3, 224, 224}));
    }
    if (net == "lenet5") return show(summarize(models::lenet5(), {1, 32, 32}));
    if (net == "resnet50") return show(summarize(models::resnet50(), {3, 224, 224}));
    if (net == "vgg16") return show(summarize(models::vgg16(), {3, 224, 224}));
    if (net == "nasty") return show(summarize(nets::nasty, {3, 4, 4}));
    if (net == "twins") return show(summarize(nets::twins, {4}));
    if (net == "broken") return show(try_summarize(nets::broken, {1, 8, 8}));
    return 2;
}

} // namespace

int main(int count, char** arguments) {
    if (count == 3) return print(arguments[1], arguments[2]);
    std::fputs("usage: print FORMAT NET\n", stderr);
    return 2;
}
