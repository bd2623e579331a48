// The lecture as an executable page: its questions in order, each answer beside its formula.
//
// Compiled, it checks itself: the numbers in the static_asserts were worked out by hand with the
// lecture's formulas. Run, it prints what the library says. Shapes are channels x height x width.
#include <ctnn/ctnn.hpp>
#include <ctnn/format.hpp>

#include <string>
#include <string_view>

using namespace ctnn;

// How a line is printed.

void heading(std::string_view text) {
    fmt::print("\n{}\n{:-<{}}\n", text, "", text.size());
}

std::string number(Count count) {
    return fmt::format("{}", fmt::group_digits(count));
}

/// What is asked, the formula, the formula with the numbers put in, the answer.
void line(std::string_view asked, std::string_view formula, std::string_view numbers,
          std::string_view answer) {
    fmt::print("  {:<12}{} = {} = {}\n", asked, formula, numbers, answer);
}

/// The lecture's output size. Height and width go alike here, since every map is a square.
void show_size(const Shape& in, const Shape& out, Count padding, Count kernel, Count stride) {
    line("output", "floor((I + 2P - K)/S) + 1",
         fmt::format("floor(({} + 2*{} - {})/{}) + 1", in.height(), padding, kernel, stride),
         fmt::format("{}, so {}", out.height(), out));
}

/// The shape of one kernel: it is as deep as the input, whatever the number of kernels.
constexpr Shape kernel_shape(const Conv2d& conv) {
    return {conv.in_channels, conv.kernel_size.height, conv.kernel_size.width};
}

void show(const Conv2d& conv, const Shape& in) {
    const Shape out = output_shape(conv, in);
    const Shape kernel = kernel_shape(conv);
    fmt::print("Conv2d({}, {}, {}, {}, {}) on {}\n", conv.in_channels, conv.out_channels,
               conv.kernel_size.height, conv.stride.height, conv.padding.size.height, in);
    show_size(in, out, conv.padding.size.height, kernel.height(), conv.stride.height);
    fmt::print("  {:<12}{}, each in*kh*kw = {}\n", "kernels", conv.out_channels, kernel);
    line("parameters", "kh*kw*in*out + out",
         fmt::format("{}*{}*{}*{} + {}", kernel.height(), kernel.width(), conv.in_channels,
                     conv.out_channels, conv.out_channels),
         number(params(conv)));
    line("FLOPs", "2*out*Oh*Ow*in*kh*kw",
         fmt::format("2*{}*{}*{}*{}*{}*{}", out.channels(), out.height(), out.width(),
                     in.channels(), kernel.height(), kernel.width()),
         number(flops(conv, in)));
}

void show(const MaxPool2d& pool, const Shape& in) {
    const Shape out = output_shape(pool, in);
    const Count k = pool.kernel_size.height;
    fmt::print("MaxPool2d({}, {}) on {}\n", k, pool.stride.height, in);
    show_size(in, out, pool.padding.height, k, pool.stride.height);
    line("comparisons", "C*Oh*Ow*(k*k - 1)",
         fmt::format("{}*{}*{}*({}*{} - 1)", out.channels(), out.height(), out.width(), k, k),
         number(flops(pool, in)));
}

void show(const Linear& linear, const Shape& in) {
    const Count inputs = linear.in_features;
    const Count neurons = linear.out_features;
    fmt::print("Linear({}, {}) on {}\n", inputs, neurons, in);
    line("parameters", "in*out + out", fmt::format("{}*{} + {}", inputs, neurons, neurons),
         number(params(linear)));
    line("FLOPs", "2*in*out", fmt::format("2*{}*{}", inputs, neurons), number(flops(linear, in)));
}

// The gray image, and the layers as the lecture stacks them. Every section takes them from here.

constexpr Shape gray{1, 32, 32};
constexpr Conv2d conv1{
    .in_channels = 1, .out_channels = 5, .kernel_size = 3, .stride = 1, .padding = 1};
constexpr MaxPool2d pool{.kernel_size = 2, .stride = 2};
constexpr Conv2d conv2{
    .in_channels = 5, .out_channels = 10, .kernel_size = 3, .stride = 1, .padding = 1};
constexpr Linear fc{.in_features = 640, .out_features = 10};

constexpr Shape map1 = output_shape(conv1, gray);
constexpr Shape pooled1 = output_shape(pool, map1);
constexpr Shape map2 = output_shape(conv2, pooled1);
constexpr Shape pooled2 = output_shape(pool, map2);
constexpr Shape features = output_shape(Flatten{}, pooled2);

// The page.

constexpr Conv2d one_kernel{1, 1, 3, 1, 1};
static_assert(output_shape(one_kernel, gray) == Shape{1, 32, 32});
static_assert(kernel_shape(one_kernel) == Shape{1, 3, 3});
static_assert(params(one_kernel) == 10);
static_assert(flops(one_kernel, gray) == 18'432);

static_assert(map1 == Shape{5, 32, 32});
static_assert(kernel_shape(conv1) == Shape{1, 3, 3});
static_assert(params(conv1) == 50);
static_assert(flops(conv1, gray) == 92'160);

void convolution() {
    heading("1. A gray image: what is the output's shape, how many parameters, how many FLOPs?");
    show(one_kernel, gray);
    fmt::print("\nHow to increase the depth? Multiple kernels, one output channel each.\n");
    show(conv1, gray);
}

constexpr Conv2d unpadded{1, 1, 3, 1, 0};
static_assert(output_shape(unpadded, gray) == Shape{1, 30, 30});
static_assert(params(unpadded) == params(one_kernel)); // the padding is no weight

void padding() {
    heading("2. Why padding = 1? So that O = I: a 3x3 kernel would cut off one row at each side");
    for (const Conv2d& conv : {unpadded, one_kernel}) {
        fmt::print("P = {}, {} parameters\n", conv.padding.size.height, params(conv));
        show_size(gray, output_shape(conv, gray), conv.padding.size.height, conv.kernel_size.height,
                  conv.stride.height);
    }
}

static_assert(pooled1 == Shape{5, 16, 16});
static_assert(flops(pool, map1) == 3'840);

static_assert(map2 == Shape{10, 16, 16});
static_assert(kernel_shape(conv2) == Shape{5, 3, 3});
static_assert(params(conv2) == 460);
static_assert(flops(conv2, pooled1) == 230'400);
static_assert(flops(conv2, map1) == 921'600);
static_assert(flops(conv2, map1) == 4 * flops(conv2, pooled1));

static_assert(pooled2 == Shape{10, 8, 8});
static_assert(flops(pool, map2) == 1'920);

void two_stages() {
    heading("3. How to reduce height and width? Max pooling");
    show(pool, map1);
    heading("4. The second convolution: how many kernels, of what shape, how many FLOPs?");
    show(conv2, pooled1);
    fmt::print("Why pool before it? On the unpooled {} it would take {} FLOPs, {} times as many.\n",
               map1, number(flops(conv2, map1)), flops(conv2, map1) / flops(conv2, pooled1));
    heading("5. The second pooling");
    show(pool, map2);
}

static_assert(features == Shape{640});
static_assert(output_shape(fc, features) == Shape{10});
static_assert(params(fc) == 6'410);
static_assert(flops(fc, features) == 12'800);

void classifier() {
    heading("6. What is the length of the flattened vector? It is the input of the FC layer");
    line("length", "w''*h''*d''",
         fmt::format("{}*{}*{}", pooled2.width(), pooled2.height(), pooled2.channels()),
         fmt::format("{}", features));
    show(fc, features);
}

// Activations have no parameters, and the lecture counts no FLOPs for them: they are left out.
constexpr auto cnn = Sequential{conv1, pool, conv2, pool, Flatten{}, fc};
constexpr auto table = summarize(cnn, gray);

static_assert(output_shape(cnn, gray) == Shape{10});
static_assert(params(cnn) == 6'920);        // 50 + 460 + 6,410
static_assert(macs(cnn, gray) == 167'680);  // 46,080 + 115,200 + 6,400
static_assert(flops(cnn, gray) == 341'120); // 92,160 + 3,840 + 230,400 + 1,920 + 12,800
static_assert(table.totals.params == params(cnn) && table.totals.macs == macs(cnn, gray) &&
              table.totals.flops == flops(cnn, gray));
static_assert(table[0].work.macs == 46'080 && table[2].work.macs == 115'200 &&
              table[5].work.macs == 6'400);

void whole_network() {
    heading("7. The whole CNN");
    fmt::print("{}", table);
}

constexpr Shape color{3, 32, 32};
constexpr Conv2d color_conv{3, 5, 3, 1, 1};
static_assert(output_shape(color_conv, color) == map1); // so nothing behind it changes
static_assert(kernel_shape(color_conv) == Shape{3, 3, 3});
static_assert(params(color_conv) == 140);
static_assert(flops(color_conv, color) == 276'480);

void color_image() {
    heading("8. An RGB image: what is the shape of a kernel, how many parameters?");
    show(color_conv, color);
}

// Standard, depthwise and depthwise separable convolution, each in the place of conv2.
constexpr DepthwiseConv depthwise{.channels = 5, .kernel_size = 3, .padding = 1};
constexpr PointwiseConv one_pointwise{.in_channels = 5, .out_channels = 1};
constexpr PointwiseConv pointwise{.in_channels = 5, .out_channels = 10};
constexpr auto separable = Sequential{depthwise, pointwise};

static_assert(output_shape(depthwise, pooled1) == pooled1);
static_assert(params(depthwise) == 50 && flops(depthwise, pooled1) == 23'040);
static_assert(params(one_pointwise) == 6 && flops(one_pointwise, pooled1) == 2'560);
static_assert(params(pointwise) == 60 && flops(pointwise, pooled1) == 25'600);
static_assert(output_shape(separable, pooled1) == map2);
static_assert(params(separable) == 110 && flops(separable, pooled1) == 48'640);
// separable / standard = 1/10 + 1/(3*3) = (9 + 10)/(10*9), without a rounded digit
static_assert(flops(separable, pooled1) * (10 * 9) == flops(conv2, pooled1) * (9 + 10));

void types_of_convolution() {
    heading("9. Types of convolution");
}

int main() {
    convolution();
    padding();
    two_stages();
    classifier();
    whole_network();
    color_image();
    types_of_convolution();
}
