// Padding over one, two and three axes: zeros, a constant, reflected, replicated or circular
// values. ZeroPad2d is in zero_pad.hpp.
#pragma once

#include "../core/real.hpp"
#include "detail/convolving.hpp"
#include "detail/lifted.hpp"
#include "detail/pads.hpp"
#include "zero_pad.hpp"

namespace ctnn {

/// torch.nn.ZeroPad1d (PyTorch 2.1): CxL -> C x (L + left + right), padded with zeros. A negative
/// number crops. No parameters, no FLOPs.
struct ZeroPad1d {
    static constexpr const char* name = "ZeroPad1d";
    static constexpr Op op = Op::zero_pad;

    Sides1d padding = 0; ///< one number for all sides, or {left, right}

    constexpr Misfit check(const Shape& in) const {
        return detail::Pads(padding).check(PaddingMode::zeros, in);
    }
    constexpr Window window(const Shape&) const { return detail::Pads(padding).window(); }
    constexpr Shape output_shape(const Shape& in) const {
        return detail::Pads(padding).output_shape(in);
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// torch.nn.ZeroPad3d (PyTorch 2.1): CxDxHxW -> C x (D + front + back) x (H + top + bottom) x (W +
/// left + right), padded with zeros. A negative number crops. No parameters, no FLOPs.
struct ZeroPad3d {
    static constexpr const char* name = "ZeroPad3d";
    static constexpr Op op = Op::zero_pad;

    Sides3d padding = 0; ///< one number for all sides, or {left, right, top, bottom, front, back}

    constexpr Misfit check(const Shape& in) const {
        return detail::Pads(padding).check(PaddingMode::zeros, in);
    }
    constexpr Window window(const Shape&) const { return detail::Pads(padding).window(); }
    constexpr Shape output_shape(const Shape& in) const {
        return detail::Pads(padding).output_shape(in);
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// torch.nn.ConstantPad1d: CxL -> C x (L + left + right), padded with a constant. A negative number
/// crops. No parameters, no FLOPs.
struct ConstantPad1d {
    static constexpr const char* name = "ConstantPad1d";
    static constexpr Op op = Op::zero_pad;

    Sides1d padding = 0; ///< one number for all sides, or {left, right}
    Real value = 0.0;

    constexpr Misfit check(const Shape& in) const {
        return detail::Pads(padding).check(PaddingMode::zeros, in);
    }
    constexpr Window window(const Shape&) const { return detail::Pads(padding).window(); }
    constexpr Shape output_shape(const Shape& in) const {
        return detail::Pads(padding).output_shape(in);
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// torch.nn.ConstantPad2d: CxHxW -> C x (H + top + bottom) x (W + left + right), padded with a
/// constant. A negative number crops. No parameters, no FLOPs.
struct ConstantPad2d {
    static constexpr const char* name = "ConstantPad2d";
    static constexpr Op op = Op::zero_pad;

    Sides padding = 0; ///< one number for all sides, or {left, right, top, bottom}
    Real value = 0.0;

    constexpr Misfit check(const Shape& in) const {
        return detail::Pads(padding).check(PaddingMode::zeros, in);
    }
    constexpr Window window(const Shape&) const { return detail::Pads(padding).window(); }
    constexpr Shape output_shape(const Shape& in) const {
        return detail::Pads(padding).output_shape(in);
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// torch.nn.ConstantPad3d: CxDxHxW -> C x (D + front + back) x (H + top + bottom) x (W + left +
/// right), padded with a constant. A negative number crops. No parameters, no FLOPs.
struct ConstantPad3d {
    static constexpr const char* name = "ConstantPad3d";
    static constexpr Op op = Op::zero_pad;

    Sides3d padding = 0; ///< one number for all sides, or {left, right, top, bottom, front, back}
    Real value = 0.0;

    constexpr Misfit check(const Shape& in) const {
        return detail::Pads(padding).check(PaddingMode::zeros, in);
    }
    constexpr Window window(const Shape&) const { return detail::Pads(padding).window(); }
    constexpr Shape output_shape(const Shape& in) const {
        return detail::Pads(padding).output_shape(in);
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// torch.nn.ReflectionPad1d: CxL -> C x (L + left + right), padded with the values reflected at the
/// border, of which there must be more than the padding. A negative number crops. No parameters, no
/// FLOPs.
struct ReflectionPad1d {
    static constexpr const char* name = "ReflectionPad1d";
    static constexpr Op op = Op::pad;

    Sides1d padding = 0; ///< one number for all sides, or {left, right}

    constexpr Misfit check(const Shape& in) const {
        return detail::Pads(padding).check(PaddingMode::reflect, in);
    }
    constexpr Window window(const Shape&) const { return detail::Pads(padding).window(); }
    constexpr Shape output_shape(const Shape& in) const {
        return detail::Pads(padding).output_shape(in);
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// torch.nn.ReflectionPad2d: CxHxW -> C x (H + top + bottom) x (W + left + right), padded with the
/// values reflected at the border, of which there must be more than the padding. A negative number
/// crops. No parameters, no FLOPs.
struct ReflectionPad2d {
    static constexpr const char* name = "ReflectionPad2d";
    static constexpr Op op = Op::pad;

    Sides padding = 0; ///< one number for all sides, or {left, right, top, bottom}

    constexpr Misfit check(const Shape& in) const {
        return detail::Pads(padding).check(PaddingMode::reflect, in);
    }
    constexpr Window window(const Shape&) const { return detail::Pads(padding).window(); }
    constexpr Shape output_shape(const Shape& in) const {
        return detail::Pads(padding).output_shape(in);
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// torch.nn.ReflectionPad3d: CxDxHxW -> C x (D + front + back) x (H + top + bottom) x (W + left +
/// right), padded with the values reflected at the border, of which there must be more than the
/// padding. A negative number crops. No parameters, no FLOPs.
struct ReflectionPad3d {
    static constexpr const char* name = "ReflectionPad3d";
    static constexpr Op op = Op::pad;

    Sides3d padding = 0; ///< one number for all sides, or {left, right, top, bottom, front, back}

    constexpr Misfit check(const Shape& in) const {
        return detail::Pads(padding).check(PaddingMode::reflect, in);
    }
    constexpr Window window(const Shape&) const { return detail::Pads(padding).window(); }
    constexpr Shape output_shape(const Shape& in) const {
        return detail::Pads(padding).output_shape(in);
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// torch.nn.ReplicationPad1d: CxL -> C x (L + left + right), padded with the values at the border.
/// A negative number crops. No parameters, no FLOPs.
struct ReplicationPad1d {
    static constexpr const char* name = "ReplicationPad1d";
    static constexpr Op op = Op::pad;

    Sides1d padding = 0; ///< one number for all sides, or {left, right}

    constexpr Misfit check(const Shape& in) const {
        return detail::Pads(padding).check(PaddingMode::replicate, in);
    }
    constexpr Window window(const Shape&) const { return detail::Pads(padding).window(); }
    constexpr Shape output_shape(const Shape& in) const {
        return detail::Pads(padding).output_shape(in);
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// torch.nn.ReplicationPad2d: CxHxW -> C x (H + top + bottom) x (W + left + right), padded with the
/// values at the border. A negative number crops. No parameters, no FLOPs.
struct ReplicationPad2d {
    static constexpr const char* name = "ReplicationPad2d";
    static constexpr Op op = Op::pad;

    Sides padding = 0; ///< one number for all sides, or {left, right, top, bottom}

    constexpr Misfit check(const Shape& in) const {
        return detail::Pads(padding).check(PaddingMode::replicate, in);
    }
    constexpr Window window(const Shape&) const { return detail::Pads(padding).window(); }
    constexpr Shape output_shape(const Shape& in) const {
        return detail::Pads(padding).output_shape(in);
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// torch.nn.ReplicationPad3d: CxDxHxW -> C x (D + front + back) x (H + top + bottom) x (W + left +
/// right), padded with the values at the border. A negative number crops. No parameters, no FLOPs.
struct ReplicationPad3d {
    static constexpr const char* name = "ReplicationPad3d";
    static constexpr Op op = Op::pad;

    Sides3d padding = 0; ///< one number for all sides, or {left, right, top, bottom, front, back}

    constexpr Misfit check(const Shape& in) const {
        return detail::Pads(padding).check(PaddingMode::replicate, in);
    }
    constexpr Window window(const Shape&) const { return detail::Pads(padding).window(); }
    constexpr Shape output_shape(const Shape& in) const {
        return detail::Pads(padding).output_shape(in);
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// torch.nn.CircularPad1d (PyTorch 2.1): CxL -> C x (L + left + right), padded with the values of
/// the other end, of which there must be as many as the padding. A negative number crops. No
/// parameters, no FLOPs.
struct CircularPad1d {
    static constexpr const char* name = "CircularPad1d";
    static constexpr Op op = Op::pad;

    Sides1d padding = 0; ///< one number for all sides, or {left, right}

    constexpr Misfit check(const Shape& in) const {
        return detail::Pads(padding).check(PaddingMode::circular, in);
    }
    constexpr Window window(const Shape&) const { return detail::Pads(padding).window(); }
    constexpr Shape output_shape(const Shape& in) const {
        return detail::Pads(padding).output_shape(in);
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// torch.nn.CircularPad2d (PyTorch 2.1): CxHxW -> C x (H + top + bottom) x (W + left + right),
/// padded with the values of the other end, of which there must be as many as the padding. A
/// negative number crops. No parameters, no FLOPs.
struct CircularPad2d {
    static constexpr const char* name = "CircularPad2d";
    static constexpr Op op = Op::pad;

    Sides padding = 0; ///< one number for all sides, or {left, right, top, bottom}

    constexpr Misfit check(const Shape& in) const {
        return detail::Pads(padding).check(PaddingMode::circular, in);
    }
    constexpr Window window(const Shape&) const { return detail::Pads(padding).window(); }
    constexpr Shape output_shape(const Shape& in) const {
        return detail::Pads(padding).output_shape(in);
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// torch.nn.CircularPad3d (PyTorch 2.1): CxDxHxW -> C x (D + front + back) x (H + top + bottom) x
/// (W + left + right), padded with the values of the other end, of which there must be as many as
/// the padding. A negative number crops. No parameters, no FLOPs.
struct CircularPad3d {
    static constexpr const char* name = "CircularPad3d";
    static constexpr Op op = Op::pad;

    Sides3d padding = 0; ///< one number for all sides, or {left, right, top, bottom, front, back}

    constexpr Misfit check(const Shape& in) const {
        return detail::Pads(padding).check(PaddingMode::circular, in);
    }
    constexpr Window window(const Shape&) const { return detail::Pads(padding).window(); }
    constexpr Shape output_shape(const Shape& in) const {
        return detail::Pads(padding).output_shape(in);
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

} // namespace ctnn
