// What the address of a member and the type of a result say: the few traits that concepts need,
// without <type_traits>.
#pragma once

namespace ctnn::detail {

/// Accepts a T, or what converts to one implicitly: what a layer's member must return.
template <class T>
void takes(const T&);

template <class T>
inline constexpr bool is_const = false;
template <class T>
inline constexpr bool is_const<const T> = true;

/// Is a member's address that of a function? Only function types ignore a `const` added to them.
template <class Address>
inline constexpr bool is_function = false;
template <class T>
inline constexpr bool is_function<T*> = !is_const<const T>;
template <class T, class L>
inline constexpr bool is_function<T L::*> = !is_const<const T>;
/// Is it that of a non-static member?
template <class Address>
inline constexpr bool is_of_object = false;
template <class T, class L>
inline constexpr bool is_of_object<T L::*> = true;

} // namespace ctnn::detail
