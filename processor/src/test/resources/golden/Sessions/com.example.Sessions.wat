;; What guests import to call com.example.Sessions. Generated from it; do not edit.
(module
  ;; Sessions.log(Sessions.Session, String)
  (import "acme" "log" (func $acme.log (param $session i32) (param $text i32) (param $text_length i32)))
  ;; Sessions.sum(List<Sessions.Session>)
  (import "acme" "sum" (func $acme.sum (param $sessions i32) (param $sessions_length i32) (result i32)))
  ;; Sessions.move(Sessions.Move), or (param i32 i32) (result i32 i32)
  (import "acme" "move" (func $acme.move (param $move_from i32) (param $move_to i32) (param $result i32)))
  ;; Sessions.open(String)
  (import "acme" "open" (func $acme.open (param $user i32) (param $user_length i32) (result i32)))
  ;; Sessions.all(Vmctx, Sessions.Session)
  (import "acme" "all" (func $acme.all (param $like i32) (param $result i32)))
)
