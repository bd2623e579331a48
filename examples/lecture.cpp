// The lecture as an executable page: its questions in order, each answer next to its formula.
//
// Compiled, it checks itself: the numbers in the static_asserts were worked out by hand with the
// lecture's formulas. Run, it prints what the library says. Shapes are channels x height x width.
#include <ctnn/ctnn.hpp>
#include <ctnn/format.hpp>

#include <string_view>

using namespace ctnn;

// Printing.

void heading(std::string_view text) {
    fmt::print("\n{}\n{:-<{}}\n", text, "", text.size());
}

/// The question, then the formula, the numbers inserted, the answer.
template <class... Args>
void line(std::string_view asked, fmt::format_string<const Args&...> text, const Args&... args) {
    fmt::print("  {:<12}{}\n", asked, fmt::format(text, args...));
}

auto number(Count count) {
    return fmt::group_digits(count);
}

double ratio(Count part, Count whole) {
    return static_cast<double>(part) / static_cast<double>(whole);
}

/// The lecture's output-size formula, printed once for both axes: all maps here are square.
template <Leaf L>
void show_size(const L& layer, const Shape& in) {
    const Shape out = output_shape(layer, in);
    const WindowAxis window = layer.window(in).height;
    line("output", "floor((I + 2P - K)/S) + 1 = floor(({} + 2*{} - {})/{}) + 1 = {}, so {}",
         in.height(), window.before, window.kernel, window.stride, out.height(), out);
}

/// The depth of each kernel is that of the input, however many kernels there are.
constexpr Shape kernel_shape(const Conv2d& conv) {
    return {conv.in_channels, conv.kernel_size.height, conv.kernel_size.width};
}

void show(const Conv2d& conv, const Shape& in) {
    const Shape out = output_shape(conv, in);
    const auto [kh, kw] = conv.kernel_size;
    fmt::print("Conv2d({}, {}, {}, {}, {}) on {}\n", conv.in_channels, conv.out_channels, kh,
               conv.stride.height, conv.padding.size.height, in);
    show_size(conv, in);
    line("kernels", "{}, each in*kh*kw = {}", conv.out_channels, kernel_shape(conv));
    line("parameters", "kh*kw*in*out + out = {}*{}*{}*{} + {} = {}", kh, kw, in.channels(),
         out.channels(), out.channels(), number(params(conv)));
    line("FLOPs", "2*out*Oh*Ow*in*kh*kw = 2*{}*{}*{}*{}*{}*{} = {}", out.channels(), out.height(),
         out.width(), in.channels(), kh, kw, number(flops(conv, in)));
}

void show(const MaxPool2d& pool, const Shape& in) {
    const Shape out = output_shape(pool, in);
    const Count k = pool.kernel_size.height;
    fmt::print("MaxPool2d({}, {}) on {}\n", k, pool.stride.height, in);
    show_size(pool, in);
    line("comparisons", "C*Oh*Ow*(k*k - 1) = {}*{}*{}*({}*{} - 1) = {}", out.channels(),
         out.height(), out.width(), k, k, number(flops(pool, in)));
}

void show(const Linear& linear, const Shape& in) {
    const auto [inputs, neurons, bias] = linear;
    fmt::print("Linear({}, {}) on {}\n", inputs, neurons, in);
    line("parameters", "in*out + out = {}*{} + {} = {}", inputs, neurons, neurons,
         number(params(linear)));
    line("FLOPs", "2*in*out = 2*{}*{} = {}", inputs, neurons, number(flops(linear, in)));
}

// The page.

constexpr Shape gray{1, 32, 32};
constexpr Conv2d one_kernel{
    .in_channels = 1, .out_channels = 1, .kernel_size = 3, .stride = 1, .padding = 1};
static_assert(output_shape(one_kernel, gray) == Shape{1, 32, 32});
static_assert(kernel_shape(one_kernel) == Shape{1, 3, 3});
static_assert(params(one_kernel) == 10 && flops(one_kernel, gray) == 18'432);

constexpr Conv2d conv1{1, 5, 3, 1, 1}; // the same fields, by position
constexpr Shape map1 = output_shape(conv1, gray);
static_assert(map1 == Shape{5, 32, 32} && kernel_shape(conv1) == Shape{1, 3, 3});
static_assert(params(conv1) == 50 && flops(conv1, gray) == 92'160);

constexpr Conv2d unpadded{1, 1, 3, 1, 0};
static_assert(output_shape(unpadded, gray) == Shape{1, 30, 30});
static_assert(params(unpadded) == 10); // padding adds no weights

void first_convolution() {
    heading("1. A gray image: what is the output's shape, how many parameters, how many FLOPs?");
    show(one_kernel, gray);
    fmt::print("How to increase the depth? Multiple kernels, one output channel each:\n");
    show(conv1, gray);

    heading("2. Why padding 1? So that O = I: without it, a 3x3 kernel loses a pixel at each side");
    for (const Conv2d& conv : {unpadded, one_kernel}) {
        fmt::print("P = {}, {} parameters\n", conv.padding.size.height, params(conv));
        show_size(conv, gray);
    }
}

constexpr MaxPool2d pool{.kernel_size = 2, .stride = 2};
constexpr Shape pooled1 = output_shape(pool, map1);
static_assert(pooled1 == Shape{5, 16, 16} && flops(pool, map1) == 3'840);

constexpr Conv2d conv2{5, 10, 3, 1, 1};
constexpr Shape map2 = output_shape(conv2, pooled1);
static_assert(map2 == Shape{10, 16, 16} && kernel_shape(conv2) == Shape{5, 3, 3});
static_assert(params(conv2) == 460 && flops(conv2, pooled1) == 230'400);
static_assert(flops(conv2, map1) == 921'600);
static_assert(flops(conv2, map1) == 4 * flops(conv2, pooled1));

constexpr Shape pooled2 = output_shape(pool, map2);
static_assert(pooled2 == Shape{10, 8, 8} && flops(pool, map2) == 1'920);

void pooling_and_second_convolution() {
    heading("3. How to reduce height and width? Max pooling");
    show(pool, map1);

    heading("4. The second convolution: how many kernels, of what shape, how many FLOPs?");
    show(conv2, pooled1);
    fmt::print("Why pool before it? On the unpooled {} it would take {} FLOPs, {} times as many.\n",
               map1, number(flops(conv2, map1)), flops(conv2, map1) / flops(conv2, pooled1));

    heading("5. The second pooling");
    show(pool, map2);
}

constexpr Shape features = output_shape(Flatten{}, pooled2);
constexpr Linear fc{.in_features = 640, .out_features = 10};
static_assert(features == Shape{640} && output_shape(fc, features) == Shape{10});
static_assert(params(fc) == 6'410 && flops(fc, features) == 12'800);

// Activations are left out: no parameters and, in the lecture, no FLOPs.
constexpr Sequential cnn{conv1, pool, conv2, pool, Flatten{}, fc};
constexpr auto table = summarize(cnn, gray);
static_assert(table.totals.output == Shape{10});
static_assert(table.totals.params == 6'920);  // 50 + 460 + 6,410
static_assert(table.totals.macs == 167'680);  // 46,080 + 115,200 + 6,400
static_assert(table.totals.flops == 341'120); // 92,160 + 3,840 + 230,400 + 1,920 + 12,800

/// Each row equals its layer on its own: the table repeats the sections above.
constexpr bool row_is(int row, Count parameters, Count row_macs, Count row_flops) {
    const Record& record = table[row];
    return record.params.trainable() == parameters && record.work.macs == row_macs &&
           record.flops == row_flops;
}
static_assert(row_is(0, 50, 46'080, 92'160) && row_is(1, 0, 0, 3'840));
static_assert(row_is(2, 460, 115'200, 230'400) && row_is(3, 0, 0, 1'920));
static_assert(row_is(4, 0, 0, 0) && row_is(5, 6'410, 6'400, 12'800));

void classifier_and_whole_network() {
    heading("6. What is the length of the flattened vector? It is the input of the FC layer");
    line("length", "w''*h''*d'' = {}*{}*{} = {}", pooled2.width(), pooled2.height(),
         pooled2.channels(), features);
    show(fc, features);

    heading("7. The whole CNN");
    fmt::print("{}", table);
}

constexpr Shape color{3, 32, 32};
constexpr Conv2d color_conv{3, 5, 3, 1, 1};
static_assert(output_shape(color_conv, color) ==
              Shape{5, 32, 32}); // the layers after it are unchanged
static_assert(kernel_shape(color_conv) == Shape{3, 3, 3});
static_assert(params(color_conv) == 140 && flops(color_conv, color) == 276'480);

void color_image() {
    heading("8. An RGB image: what is the shape of a kernel, how many parameters?");
    show(color_conv, color);
}

// Replaces conv2, to be compared with its 230,400 FLOPs and 460 parameters.
constexpr DepthwiseConv depthwise{.channels = 5, .kernel_size = 3, .stride = 1, .padding = 1};
constexpr PointwiseConv one_pointwise{.in_channels = 5, .out_channels = 1};
constexpr PointwiseConv pointwise{.in_channels = 5, .out_channels = 10};
constexpr Sequential separable{depthwise, pointwise};
static_assert(params(depthwise) == 50 && flops(depthwise, pooled1) == 23'040);
static_assert(flops(one_pointwise, pooled1) == 2'560);
static_assert(params(pointwise) == 60 && flops(pointwise, pooled1) == 25'600);
static_assert(output_shape(separable, pooled1) == Shape{10, 16, 16});
static_assert(params(separable) == 110 && flops(separable, pooled1) == 48'640);
// separable/standard = 1/10 + 1/9 = (9 + 10)/(10*9), cross-multiplied to be exact
static_assert(flops(separable, pooled1) * (10 * 9) == flops(conv2, pooled1) * (9 + 10));

void types_of_convolution() {
    const Count standard_flops = flops(conv2, pooled1);
    const Count separable_flops = flops(separable, pooled1);
    const auto [kh, kw] = depthwise.kernel_size;
    heading("9. Standard, depthwise, depthwise separable convolution: how many FLOPs?");
    fmt::print("Standard, as in 4, on {}: {} parameters, {} FLOPs\n", pooled1, params(conv2),
               number(standard_flops));
    fmt::print("Depthwise: one kernel of {} for each channel\n", Shape{1, kh, kw});
    line("FLOPs", "2*C*Oh*Ow*kh*kw = 2*{}*{}*{}*{}*{} = {}", depthwise.channels, map2.height(),
         map2.width(), kh, kw, number(flops(depthwise, pooled1)));
    fmt::print("It mixes no channels; pointwise does, with a 1x1 kernel for each output map\n");
    for (const PointwiseConv& conv : {one_pointwise, pointwise}) {
        line("FLOPs", "2*out*Oh*Ow*in = 2*{}*{}*{}*{} = {}", conv.out_channels, map2.height(),
             map2.width(), conv.in_channels, number(flops(conv, pooled1)));
    }
    fmt::print("Depthwise separable: depthwise, then pointwise, {} -> {}\n", pooled1,
               output_shape(separable, pooled1));
    line("parameters", "{} + {} = {}", params(depthwise), params(pointwise), params(separable));
    line("FLOPs", "{} + {} = {}", number(flops(depthwise, pooled1)),
         number(flops(pointwise, pooled1)), number(separable_flops));
    line("of standard", "1/out + 1/(kh*kw) = 1/{} + 1/({}*{}) = {}/{} = {:.3f}", map2.channels(),
         kh, kw, number(separable_flops), number(standard_flops),
         ratio(separable_flops, standard_flops));
}

// An MLP with a neuron for each element of the CNN's first feature map.
constexpr Shape pixels = output_shape(Flatten{}, gray);
constexpr Linear hidden{.in_features = gray.elements(), .out_features = map1.elements()};
constexpr Sequential mlp{Flatten{}, hidden, Linear{.out_features = 10}};
static_assert(pixels == Shape{1'024} && output_shape(hidden, pixels) == Shape{5'120});
static_assert(params(hidden) == 5'248'000 && flops(hidden, pixels) == 10'485'760);
static_assert(params(hidden) == 104'960 * params(conv1));
static_assert(params(mlp, gray) == 5'299'210 && params(cnn) == 6'920);
// A neuron has 9 connections, not 1,024; and 1,024 neurons share one kernel and its bias.
static_assert(flops(hidden, pixels) * 9 == flops(conv1, gray) * 1'024);
static_assert((params(hidden) - 5'120) * 9 == (params(conv1) - 5) * 1'024 * 1'024);

void mlp_against_cnn() {
    const Count seen = kernel_shape(conv1).elements();
    heading("10. MLP vs CNN: the first layer with as many neurons, on the same image");
    show(hidden, pixels);
    fmt::print("Conv2d, as in 1, with as many outputs, {} = {}\n", map1, number(map1.elements()));
    line("parameters", "MLP/CNN = {}/{} = {}", number(params(hidden)), params(conv1),
         number(params(hidden) / params(conv1)));
    line("FLOPs", "MLP/CNN = {}/{} = {}/{} = {:.1f}", number(flops(hidden, pixels)),
         number(flops(conv1, gray)), pixels, seen,
         ratio(flops(hidden, pixels), flops(conv1, gray)));
    fmt::print(
        "It shows two savings. A neuron sees {} pixels, not all {}: fewer FLOPs. And the {}\n"
        "places of a channel share one kernel: fewer parameters still.\n",
        seen, pixels, map1.height() * map1.width());
    fmt::print("Up to the 10 classes the MLP has {} parameters, the CNN {}.\n",
               number(params(mlp, gray)), number(params(cnn)));
}

int main() {
    first_convolution();
    pooling_and_second_convolution();
    classifier_and_whole_network();
    color_image();
    types_of_convolution();
    mlp_against_cnn();
}
