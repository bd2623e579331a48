// The model zoo at the command line: a line per model, one model's report, or two side by side.
//
//     zoo
//     zoo resnet50 --format md --depth 1
//     zoo mobilenet_v1 --alpha 0.5 --input 3x160x160
//     zoo mobilenet_v1_full --compare mobilenet_v1 --depth 0
//     zoo vgg16 --format svg --output vgg16.svg
//
// Exit code 2: the arguments are invalid, the input does not fit the model, or the report cannot be
// written.
#include <ctnn/format/compare.hpp>
#include <ctnn/format/memory.hpp>
#include <ctnn/format/memory_svg.hpp>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <string_view>

#include "zoo/arguments.hpp"
#include "zoo/models.hpp"
#include "zoo/output.hpp"

#if __has_include(<unistd.h>)
#include <unistd.h>
#endif

namespace {

using namespace zoo;
using zoo::ZooModel;

/// Colour only on a terminal, unless the user turned it off.
bool shows_color(const Arguments& arguments) {
#if __has_include(<unistd.h>)
    const char* const terminal = std::getenv("TERM");
    const bool is_dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
    return arguments.output.empty() && isatty(STDOUT_FILENO) == 1 && !is_dumb &&
           std::getenv("NO_COLOR") == nullptr;
#else
    return false;
#endif
}

format::Options options_of(const Arguments& arguments) {
    format::Options options = arguments.options;
    options.color = shows_color(arguments);
    if (arguments.other != nullptr) options.units = format::comparison_options().units;
    if (arguments.units) options.units = *arguments.units;
    if (!arguments.columns.empty()) {
        options.columns = arguments.columns;
    } else if (arguments.other != nullptr) {
        options.columns = format::comparison_options().columns;
    }
    if (arguments.dtype) options.dtype = *arguments.dtype;
    if (arguments.memory) {
        using format::Column;
        options.memory = *arguments.memory;
        if (arguments.dtype) options.memory.dtype = *arguments.dtype;
        options.memory.kernels = arguments.kernels;
        options.memory.exact_padding = arguments.has_exact_padding;
        options.dtype = options.memory.dtype;
        if (arguments.columns.empty()) {
            options.columns = {Column::output, Column::parameter_bytes, Column::arena_offset,
                               Column::arena_bytes, Column::lifetime};
        }
        return options;
    }
    constexpr auto bytes = format::Column::activation_bytes;
    if (arguments.has_bytes &&
        std::find(options.columns.begin(), options.columns.end(), bytes) == options.columns.end()) {
        options.columns.push_back(bytes);
    }
    return options;
}

/// `3x224x224`; `128,128,128` of three inputs.
std::string inputs_of(const ZooModel& model) {
    std::string text;
    for (const Shape& input : model.input) {
        if (!text.empty()) text += ',';
        text += fmt::format("{}", input);
    }
    return text;
}

/// The models in groups, by task.
std::string list(const Convention& convention) {
    const auto millions = [](Count count) { return static_cast<double>(count) / 1e6; };
    const std::string counted = fmt::format("{} (M)", convention.unit);
    const std::size_t width = std::max<std::size_t>(12, counted.size());
    std::string text = fmt::format("{:<30} {:>13} {:>12} {:>12} {:>{}} {:>11}\n", "model", "input",
                                   "params (M)", "MACs (M)", counted, width, "operations");
    std::string_view task;
    for (const ZooModel& model : all_models) {
        const Totals totals = model.summarize(model, {.convention = convention}).totals;
        if (model.task != task) text += fmt::format("{}:\n", task = model.task);
        text += fmt::format("{:<30} {:>13} {:>12.3f} {:>12.3f} {:>{}.3f} {:>11}\n", model.name,
                            inputs_of(model), millions(totals.params), millions(totals.macs),
                            millions(totals.flops), width, totals.operations);
    }
    return text + fmt::format("{} by the convention '{}': {}\n", convention.unit, convention.name,
                              convention.rule);
}

/// `mobilenet_v1, alpha 0.5`.
std::string name_of(const ZooModel& model, const Settings& settings) {
    if (!settings.alpha) return std::string(model.name);
    return fmt::format("{}, alpha {}", model.name, *settings.alpha);
}

/// Writes a report to its destination.
void write(std::string_view text, const Arguments& arguments) {
    if (arguments.output.empty()) {
        write_to_standard_output(text);
    } else {
        write_to_file(text, arguments.output);
    }
}

/// Returns 2 if a network does not fit its input, after printing its report.
int exit_code_of(const ZooModel& model, const Error& error) {
    if (!error) return 0;
    fmt::print(stderr, "zoo: {}: {}\n", model.name, error);
    return 2;
}

/// A plan as text or a picture; tables have columns for it.
std::string memory_report(const format::AnySummary& summary, const Arguments& arguments,
                          const format::Options& options) {
    if (arguments.format == format::Format::svg) return format::to_memory_svg(summary, options);
    if (arguments.format != format::Format::text || !arguments.columns.empty()) {
        static_cast<void>(format::plan_memory(summary, options.memory)); // throws if there is none
        return format::render(summary, arguments.format, options);
    }
    return format::to_memory_text(summary, options);
}

int show(const Arguments& arguments) {
    const ZooModel& model = *arguments.model;
    auto summary = model.summarize(model, arguments.settings);
    summary.name = name_of(model, arguments.settings);
    const format::Options options = options_of(arguments);
    write(arguments.memory ? memory_report(summary, arguments, options)
                           : format::render(summary, arguments.format, options),
          arguments);
    return exit_code_of(model, summary.error);
}

int show_two(const Arguments& arguments) {
    const ZooModel& model = *arguments.model;
    const ZooModel& other = *arguments.other;
    auto a = model.summarize(model, arguments.settings);
    auto b = other.summarize(other, arguments.settings);
    a.name = name_of(model, arguments.settings);
    b.name = name_of(other, arguments.settings);
    const auto both = compare(a, b, options_of(arguments));
    write(format::render(both, arguments.format), arguments);
    return exit_code_of(model, a.error) | exit_code_of(other, b.error);
}

int run(const Arguments& arguments) {
    if (arguments.is_help) {
        write(help(), arguments);
        return 0;
    }
    if (arguments.model == nullptr) {
        write(list(arguments.settings.convention), arguments);
        return 0;
    }
    return arguments.other == nullptr ? show(arguments) : show_two(arguments);
}

} // namespace

int main(int count, char** words) {
    try {
        return run(parse(count, words));
    } catch (const Refusal& refusal) {
        fmt::print(stderr, "zoo: {}\nzoo --help says more\n", refusal.what());
    } catch (const std::exception& error) {
        fmt::print(stderr, "zoo: {}\n", error.what());
    }
    return 2;
}
