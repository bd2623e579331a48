// A user with more warnings than most (tests/CMakeLists.txt) whose globals have the names that a
// library might use. Compiled only.
int net, input, in, out, both, all, sizes, h, w, l, r, t, b, left, right, top, bottom, height,
    width;
int parts, part, main_path, body, shortcut, name, text, layer, layers, value, state, walk, step;
int cause, ask, convention, records, edges, kernel, stride, padding, dilation, groups, count,
    params, macs, flops, row, rows, frame, path, buffers, buffer, bytes, order, keys, size, plan,
    arena, offset, dtype, options;

#include <ctnn/analysis/budget.hpp>
#include <ctnn/analysis/memory.hpp>
#include <ctnn/ctnn.hpp>
#include <ctnn/models/resnet.hpp>

constexpr ctnn::Sequential user_net{
    ctnn::Named{"a", ctnn::Conv2d{.out_channels = 2, .kernel_size = {3, 1}, .padding = {1, 0}}},
    ctnn::Residual{ctnn::ReLU{}, ctnn::Identity{}},
    ctnn::repeat<2>(ctnn::Add{ctnn::skip, ctnn::ReLU{}}), ctnn::ZeroPad2d{{1, 1, 1, 1}},
    ctnn::Upsample{.scale_factor = {2, 2}}};
constexpr ctnn::ReLU relu;
constexpr ctnn::Add over_32{relu, relu, relu, relu, relu, relu, relu, relu, relu, relu, relu,
                            relu, relu, relu, relu, relu, relu, relu, relu, relu, relu, relu,
                            relu, relu, relu, relu, relu, relu, relu, relu, relu, relu, relu};
static_assert(ctnn::summarize(over_32, {1, 4, 4}).size() == 34);
static_assert(ctnn::summarize(user_net, {1, 4, 4}).size() == 10);
static_assert(ctnn::output_shape(ctnn::models::resnet18(), {3, 64, 64}) == ctnn::Shape{1000});
static_assert(ctnn::plan_memory(user_net, {1, 4, 4}, {.dtype = ctnn::DType::int8}).bytes > 0);
