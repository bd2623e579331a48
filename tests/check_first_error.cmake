# The words of the first error of a network that does not fit.
set(number "-?[0-9]+(, -?[0-9]+)*")
set(does_not_fit "does_not_fit<.*layer<[0-9]+>, ctnn::Op::[a-z_0-9]+, ctnn::errors::at<[^<>]*>, ctnn::Problem::[a-z_]+, ctnn::Field::[a-z_]+, ctnn::errors::expects<(${number})?>, ctnn::errors::gets<(${number})?> ?>")

# What a compiler said of a file, or of a part of one, that must not compile: the words of the first
# error, at most 5 lines before it, fewer than 30 lines in all, none over 400 characters (600 where g++
# repeats the user's budget); and the sentence where the compiler prints one. COMPILER and ROOT are the caller's variables.
function(check_first_error name words sentence output)
  string(REPLACE ";" "<semicolon>" output "${output}")
  string(REPLACE "[" "<bracket>" output "${output}")
  string(REPLACE "]" "<bracket>" output "${output}")
  string(REGEX REPLACE "\n$" "" output "${output}")
  string(REPLACE "\n" ";" lines "${output}")

  list(LENGTH lines count)
  if(count GREATER_EQUAL 30)
    message(SEND_ERROR "${name}: ${count} lines, expected fewer than 30\n${output}")
  endif()
  set(before 0)
  set(is_before TRUE)
  foreach(line IN LISTS lines)
    # Lines are measured as in a project at a path of this length, wherever this one lies.
    # (Folder by folder, since a ROOT of "/ctnn" also stands in "include/ctnn".)
    set(measured "${line}")
    foreach(folder include tests)
      string(REPLACE "${ROOT}/${folder}/" "/home/name/project/third_party/ctnn/${folder}/"
        measured "${measured}")
    endforeach()
    string(LENGTH "${measured}" length)
    set(most 400)
    if(line MATCHES "ctnn::within(\\(\\)|<)|MemoryOptions{") # repeats the user's budget
      set(most 600)
    endif()
    if(length GREATER most)
      message(SEND_ERROR "${name}: a line of ${length} characters, expected at most ${most}\n${line}")
    endif()
    if(line MATCHES "error: ")
      set(is_before FALSE)
    elseif(is_before AND NOT line MATCHES "^ *[0-9]* \\|")
      # Not counted: quoted source, "   12 | code" and "      |  ^~~". From g++ 14 on it stands under
      # every "required from", and shows the user the line of his own that asks.
      math(EXPR before "${before} + 1")
    endif()
  endforeach()
  if(before GREATER 5)
    message(SEND_ERROR "${name}: ${before} lines stand before the first error\n${output}")
  endif()

  # What went wrong, where, and the numbers: all in the first error or its note.
  string(FIND "${output}" "error: " first)
  if(first EQUAL -1)
    message(SEND_ERROR "${name} compiles")
    return()
  endif()
  string(SUBSTRING "${output}" ${first} -1 rest)
  string(REGEX REPLACE "error: (.*)" "\\1" rest "${rest}")
  string(FIND "${rest}" "error: " second)
  if(second GREATER 0)
    string(SUBSTRING "${rest}" 0 ${second} rest)
  endif()
  if(NOT rest MATCHES "${words}")
    message(SEND_ERROR "${name}: the first error does not say '${words}'\n${output}")
  endif()

  # The numbers are those of the sentence, where it is whole; of bounds that it says in words, one.
  string(REGEX REPLACE "^layer [0-9]+ [^:]*: " "" cause "${sentence}")
  string(REGEX REPLACE "must not be negative" "0" cause "${cause}")
  string(REGEX REPLACE "leaves an output" "1" cause "${cause}")
  string(REGEX MATCHALL "(expects|gets|actual|allowed|over_by|percent)<[^<>]*>" parts "${rest}")
  list(REMOVE_DUPLICATES parts)
  foreach(part IN LISTS parts)
    string(REGEX MATCHALL "-?[0-9]+" numbers "${part}")
    foreach(number IN LISTS numbers)
      if(sentence MATCHES "^(layer [0-9]|expects an |[a-z_]+: [0-9])" AND NOT cause MATCHES "(^|[^0-9-])${number}([^0-9]|$)")
        message(SEND_ERROR "${name}: ${part} in the first error, but '${sentence}'")
      endif()
    endforeach()
    # What has no numbers says it all by its name.
    if(part MATCHES "<>$" AND NOT rest MATCHES
       "Problem::(input_shape|input_elements|no_tensor|unread_input|output_exists|out_of_range|own_words|size_or_scale|align_corners|needs_input|unannounced|too_large)")
      message(SEND_ERROR "${name}: no number in ${part}\n${output}")
    endif()
  endforeach()

  # g++ prints a text whole: the sentence.
  if(sentence AND NOT COMPILER MATCHES "clang")
    string(FIND "${output}" "${sentence}" found)
    if(found EQUAL -1)
      message(SEND_ERROR "${name}: no '${sentence}' in\n${output}")
    endif()
  endif()
  message("${name}: ${count} lines, ${before} before the first error")
endfunction()
