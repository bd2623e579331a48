// Command-line arguments: a loop over a table of options. An argument-parsing library would replace
// the loop but not the checks of the values.
#pragma once

#include <ctnn/conventions/all.hpp>
#include <ctnn/format.hpp>

#include <charconv>
#include <climits>
#include <concepts>
#include <cstdlib>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "models.hpp"

namespace zoo {

struct Arguments {
    const ZooModel* model = nullptr; ///< null: list all models
    const ZooModel* other = nullptr; ///< compared with `model`
    Settings settings = {};
    format::Format format = format::Format::text;
    format::Options options = {};
    std::vector<format::Column> columns = {}; ///< empty: the report's default
    std::optional<DType> dtype = {};
    std::optional<format::Units> units = {};
    bool has_bytes = false;                   ///< was a type or a batch given?
    std::optional<MemoryOptions> memory = {}; ///< plan an arena
    Kernels kernels = Kernels::reference;
    bool has_exact_padding = false;
    std::string output = {}; ///< empty: standard output
    bool is_help = false;
    bool is_list = false;
};

/// Invalid arguments; the message says what is valid.
struct Refusal : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The formats that an option applies to.

constexpr bool any(format::Format) {
    return true;
}
constexpr bool text(format::Format format) {
    return format == format::Format::text;
}
constexpr bool tables(format::Format format) {
    return text(format) || format == format::Format::md || format == format::Format::tex;
}
constexpr bool records(format::Format format) {
    return format == format::Format::csv || format == format::Format::json;
}
constexpr bool tables_and_records(format::Format format) {
    return tables(format) || records(format);
}
constexpr bool has_dtype(format::Format format) { // svg: of a plan
    return tables_and_records(format) || format == format::Format::svg;
}
constexpr bool memory_reports(format::Format format) {
    return tables(format) || format == format::Format::svg;
}
constexpr bool feature_maps(format::Format format) {
    return format == format::Format::svg;
}
constexpr bool tables_and_pictures(format::Format format) {
    return !records(format);
}

/// A command-line option.
struct Option {
    std::string_view name;
    std::string_view value; ///< the placeholder of its value, "FORMAT"; empty: takes none
    std::string_view help;
    void (*set)(Arguments&, std::string_view value);
    bool (*is_for)(format::Format) = any;
    bool is_for_list = false; ///< applies without a model
};

// The names of the choices.

using format::name_of;

constexpr std::string_view name_of(const Option& option) {
    return option.name;
}

constexpr std::string_view name_of(const ZooModel& model) {
    return model.name;
}

constexpr const char* name_of(format::Units units) {
    switch (units) {
    case format::Units::separators: return "separators";
    case format::Units::si: return "si";
    case format::Units::plain: return "plain";
    }
    return "";
}

/// A convention and its identifier in conventions/all.hpp, since some display names have blanks and
/// commas.
struct NamedConvention {
    std::string_view name;
    const Convention& convention;
};

constexpr std::string_view name_of(const NamedConvention& named) {
    return named.name;
}

inline constexpr NamedConvention all_conventions[] = {
    {"lecture", conventions::lecture},
    {"arithmetic", conventions::arithmetic},
    {"connections", conventions::connections},
    {"torchinfo", conventions::torchinfo},
    {"torchinfo_1_8_0", conventions::torchinfo_1_8_0},
    {"ptflops", conventions::ptflops},
    {"ptflops_modules", conventions::ptflops_modules},
    {"ptflops_aten", conventions::ptflops_aten},
    {"fvcore", conventions::fvcore},
    {"thop", conventions::thop},
    {"thop_0_0_31", conventions::thop_0_0_31},
    {"calflops", conventions::calflops},
    {"calflops_macs", conventions::calflops_macs},
    {"deepspeed", conventions::deepspeed},
    {"torchstat_flops", conventions::torchstat_flops},
    {"torchstat_madd", conventions::torchstat_madd},
    {"torchvision", conventions::torchvision},
    {"flop_counter_mode", conventions::flop_counter_mode},
    {"tf_profiler", conventions::tf_profiler},
    {"st_macc", conventions::st_macc},
};
static_assert(std::size(all_conventions) == std::size(conventions::all));

inline constexpr format::Units all_units[] = {format::Units::separators, format::Units::si,
                                              format::Units::plain};

/// A runtime whose memory is planned, as it is named.
struct NamedRuntime {
    std::string_view name;
    MemoryOptions options;
};

constexpr std::string_view name_of(const NamedRuntime& named) {
    return named.name;
}
inline constexpr NamedRuntime all_runtimes[] = {
    {"tflm", MemoryOptions::tflm()}, {"any", {}}, {"ideal", MemoryOptions::ideal()}};

struct NamedKernels {
    std::string_view name;
    Kernels kernels;
};

constexpr std::string_view name_of(const NamedKernels& named) {
    return named.name;
}
inline constexpr NamedKernels all_kernels[] = {{"reference", Kernels::reference},
                                               {"cmsis_nn_dsp", Kernels::cmsis_nn_dsp},
                                               {"cmsis_nn_mve", Kernels::cmsis_nn_mve}};

/// `text, md, csv`.
std::string names_of(const auto& all) {
    std::string names;
    for (const auto& choice : all) {
        if (!names.empty()) names += ", ";
        names += name_of(choice);
    }
    return names;
}

/// Null if no entry has the name.
auto find(const auto& all, std::string_view name) -> decltype(std::data(all)) {
    for (const auto& choice : all) {
        if (name_of(choice) == name) return &choice;
    }
    return nullptr;
}

/// Chooses by name; the Refusal lists all names.
const auto& chosen(std::string_view option, const auto& all, std::string_view name) {
    if (const auto* choice = find(all, name)) return *choice;
    throw Refusal(fmt::format("{} expects one of {}; got '{}'", option, names_of(all), name));
}

inline const ZooModel* model_of(std::string_view name) {
    if (const ZooModel* model = find(all_models, name)) return model;
    throw Refusal(fmt::format("no model '{}'; the models are {}", name, names_of(all_models)));
}

/// Parses a number that is the whole text; false if it is not one.
template <std::integral Number>
bool read(std::string_view text, Number& value) {
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    return error == std::errc{} && stop == end;
}

/// Uses strtod, since libc++ 19 has no from_chars for double; rejects the leading blanks, signs,
/// hex digits and words (inf, nan) that strtod accepts. zoo sets no locale, so the decimal point is
/// `.`.
inline bool read(std::string_view text, double& value) {
    if (text.find_first_not_of("0123456789.eE+-") != text.npos) return false;
    if (text.find_first_of("0123456789.") != 0) return false;
    const std::string ended(text);
    char* stop = nullptr;
    value = std::strtod(ended.c_str(), &stop);
    return stop == ended.c_str() + ended.size();
}

/// A number that is the whole text and within limits.
template <class Number>
Number number(std::string_view option, std::string_view expected, std::string_view text,
              Number least, Number most) {
    Number value{};
    if (read(text, value) && value >= least && value <= most) return value;
    throw Refusal(fmt::format("{} expects {}, got '{}'", option, expected, text));
}

/// `3x224x224`.
inline Shape shape(std::string_view text) {
    constexpr std::string_view expected = "CxHxW, such as 3x224x224";
    Shape shape;
    std::string_view rest = text;
    while (true) {
        const std::size_t cross = rest.find('x');
        Count size = 0;
        if (!read(rest.substr(0, cross), size) || size < 1 || !shape.append(size)) {
            throw Refusal(fmt::format("--input expects {}, got '{}'", expected, text));
        }
        if (cross == std::string_view::npos) return shape;
        rest.remove_prefix(cross + 1);
    }
}

/// `output,params,macs`.
inline std::vector<format::Column> columns(std::string_view text) {
    std::vector<format::Column> columns;
    while (true) {
        const std::size_t comma = text.find(',');
        columns.push_back(chosen("--columns", format::all_columns, text.substr(0, comma)));
        if (comma == std::string_view::npos) return columns;
        text.remove_prefix(comma + 1);
    }
}

inline constexpr Option all_options[] = {
    {"--format", "FORMAT", "how the report is written",
     [](Arguments& arguments, std::string_view value) {
         arguments.format = chosen("--format", format::all_formats, value);
     }},
    {"--columns", "A,B,...", "what a table shows",
     [](Arguments& arguments, std::string_view value) { arguments.columns = columns(value); },
     tables},
    {"--depth", "N", "how many levels of the network a table or a picture shows",
     [](Arguments& arguments, std::string_view value) {
         arguments.options.depth =
             number("--depth", "a whole number from 0 to 2147483647", value, 0, INT_MAX);
     },
     tables_and_pictures},
    {"--units", "UNITS", "how large numbers are spelled",
     [](Arguments& arguments, std::string_view value) {
         arguments.units = chosen("--units", all_units, value);
     },
     tables_and_pictures},
    {"--ascii", "", "draw with ASCII's characters alone",
     [](Arguments& arguments, std::string_view) { arguments.options.ascii = true; }, text},
    {"--convention", "NAME", "whose FLOPs are counted",
     [](Arguments& arguments, std::string_view value) {
         arguments.settings.convention = chosen("--convention", all_conventions, value).convention;
     },
     any, true},
    {"--dtype", "TYPE", "the type of activations and parameters; shows activations' bytes",
     [](Arguments& arguments, std::string_view value) {
         arguments.dtype = chosen("--dtype", format::all_dtypes, value);
         arguments.has_bytes = true;
     },
     has_dtype},
    {"--batch", "N", "how many samples' activations; shows their bytes",
     [](Arguments& arguments, std::string_view value) {
         constexpr Count most = 1'000'000'000;
         arguments.options.batch =
             number("--batch", "a whole number from 1 to 1000000000", value, Count{1}, most);
         arguments.has_bytes = true;
     },
     tables_and_records},
    {"--fused", "", "activation bytes after folding batch normalisation and fusing ReLU",
     [](Arguments& arguments, std::string_view) {
         arguments.options.fused = true;
         arguments.has_bytes = true;
     },
     tables},
    {"--memory", "RUNTIME", "the plan of an arena: text is a map of it, svg a picture",
     [](Arguments& arguments, std::string_view value) {
         arguments.memory = chosen("--memory", all_runtimes, value).options;
     },
     memory_reports},
    {"--kernels", "KERNELS", "whose scratch buffers a plan has too",
     [](Arguments& arguments, std::string_view value) {
         arguments.kernels = chosen("--kernels", all_kernels, value).kernels;
     },
     memory_reports},
    {"--exact-padding", "", "plan for tflm padded copies wherever padding is not TensorFlow's",
     [](Arguments& arguments, std::string_view) { arguments.has_exact_padding = true; },
     memory_reports},
    {"--width", "PIXELS", "how wide a picture's lines are, about; less makes for larger text",
     [](Arguments& arguments, std::string_view value) {
         arguments.options.picture_width =
             number("--width", "a whole number from 200 to 100000", value, 200, 100'000);
     },
     feature_maps},
    {"--input", "CxHxW", "another input than the model's own; for both of two",
     [](Arguments& arguments, std::string_view value) { arguments.settings.input = shape(value); }},
    {"--alpha", "NUMBER", "the width multiplier, of models that have one; for both of two",
     [](Arguments& arguments, std::string_view value) {
         arguments.settings.alpha =
             number("--alpha", "a number from 0.001 to 100", value, 0.001, 100.0);
     }},
    {"--compare", "MODEL", "another model beside the first one",
     [](Arguments& arguments, std::string_view value) { arguments.other = model_of(value); }},
    {"--output", "FILE", "write to a file; it is complete or not there (-: standard output)",
     [](Arguments& arguments, std::string_view value) {
         arguments.output = value == "-" ? "" : value;
     },
     any, true},
    {"--list", "", "list the models, as without any argument",
     [](Arguments& arguments, std::string_view) { arguments.is_list = true; }, any, true},
    {"--help", "", "print this",
     [](Arguments& arguments, std::string_view) { arguments.is_help = true; }, any, true},
};

inline std::string help() {
    std::string text = "usage: zoo [MODEL] [OPTION]...\n"
                       "A line per model, or one model's report.\n\n"
                       "  zoo resnet50 --depth 1 --units si\n"
                       "  zoo vgg16 --format svg --output vgg16.svg\n"
                       "  zoo resnet50_v1 --compare resnet50 --columns params,macs\n\n"
                       "csv and json hold every operation and every count, so no --columns, "
                       "--depth or --units.\nOf two models the first is a, the other b.\n\n";
    for (const Option& option : all_options) {
        text += fmt::format("  {:<21} {}\n", fmt::format("{} {}", option.name, option.value),
                            option.help);
    }
    return text + fmt::format("\nformats: {}\ncolumns: {}\nunits: {}\ntypes: {}\n"
                              "runtimes: {}\nkernels: {}\nconventions: {}\nmodels: {}\n",
                              names_of(format::all_formats), names_of(format::all_columns),
                              names_of(all_units), names_of(format::all_dtypes),
                              names_of(all_runtimes), names_of(all_kernels),
                              names_of(all_conventions), names_of(all_models));
}

/// Options that do not apply to the format are refused, not ignored.
inline void check(const Option& option, const Arguments& arguments) {
    if (arguments.model == nullptr && !option.is_for_list) {
        throw Refusal(
            fmt::format("{} expects a model before it, as in zoo lenet5 {}{}{}; zoo --list "
                        "names them",
                        option.name, option.name, option.value.empty() ? "" : " ", option.value));
    }
    if (option.is_for(arguments.format)) return;
    std::string names;
    for (const format::Format format : format::all_formats) {
        if (!option.is_for(format)) continue;
        if (!names.empty()) names += ", ";
        names += name_of(format);
    }
    throw Refusal(fmt::format("{} is for the formats {}; got {}", option.name, names,
                              name_of(arguments.format)));
}

/// Checks options against each other.
inline void check(const Arguments& arguments) {
    const ZooModel* const model = arguments.model;
    if (model == nullptr) return;
    if (arguments.is_list) {
        throw Refusal(fmt::format("--list expects no model, got '{}'", model->name));
    }
    for (const ZooModel* const one : {model, arguments.other}) {
        if (one == nullptr || one->has_alpha || !arguments.settings.alpha) continue;
        std::string names;
        for (const ZooModel& other : all_models) {
            if (!other.has_alpha) continue;
            if (!names.empty()) names += ", ";
            names += other.name;
        }
        throw Refusal(
            fmt::format("{} has no width multiplier, so no --alpha; {} have", one->name, names));
    }
    const bool plans = arguments.memory.has_value();
    if (!plans && (arguments.kernels != Kernels::reference || arguments.has_exact_padding)) {
        throw Refusal("--kernels and --exact-padding are for a plan: add --memory tflm");
    }
    if (!plans && arguments.dtype && feature_maps(arguments.format)) {
        throw Refusal("--dtype is for the formats text, md, csv, json, tex; got svg");
    }
    if (plans && arguments.other != nullptr) throw Refusal("--memory is for one model");
    if (arguments.other != nullptr) {
        chosen("--format of --compare", format::table_formats, name_of(arguments.format));
    }
}

/// Parses the arguments after the program's name. Throws Refusal.
inline Arguments parse(int count, const char* const* words) {
    Arguments arguments;
    std::vector<const Option*> given;
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        if (!word.starts_with('-')) {
            if (arguments.model != nullptr) {
                throw Refusal(fmt::format("one model is expected, got '{}' and '{}'; --compare "
                                          "shows two",
                                          arguments.model->name, word));
            }
            arguments.model = model_of(word);
            continue;
        }
        const std::size_t equals = word.find('=');
        const std::string_view name = word == "-h" ? "--help" : word.substr(0, equals);
        const Option* const option = find(all_options, name);
        if (option == nullptr) {
            throw Refusal(fmt::format("unknown option '{}', expected one of {}", name,
                                      names_of(all_options)));
        }
        const bool has_value = !option->value.empty();
        std::string_view value;
        if (equals != word.npos) {
            if (!has_value) throw Refusal(fmt::format("{} takes no value, got '{}'", name, word));
            value = word.substr(equals + 1);
        } else if (has_value && i + 1 < count) {
            value = words[++i];
        }
        if (has_value && (value.empty() || value.starts_with("--"))) {
            throw Refusal(fmt::format("{} expects a value, {}", option->name, option->value));
        }
        option->set(arguments, value);
        given.push_back(option);
    }
    if (arguments.is_help) return arguments;
    for (const Option* const option : given) check(*option, arguments);
    check(arguments);
    return arguments;
}

} // namespace zoo
