;; What guests import to call com.example.Sessions.Session. Generated from it; do not edit.
(module
  ;; Sessions.Session(String)
  (import "acme" "[constructor]session" (func $acme._constructor_session (param $user i32) (param $user_length i32) (result i32)))
  ;; Sessions.Session.put(String, long)
  (import "acme" "[method]session.put" (func $acme._method_session.put (param $self i32) (param $key i32) (param $key_length i32) (param $value i64) (result i32)))
  ;; Sessions.Session.fork(Vmctx)
  (import "acme" "[method]session.fork" (func $acme._method_session.fork (param $self i32) (result i32)))
  ;; Sessions.Session.find(int)
  (import "acme" "[static]session.find" (func $acme._static_session.find (param $number i32) (result i32)))
  ;; Sessions.Session, dropped
  (import "acme" "[resource-drop]session" (func $acme._resource-drop_session (param $self i32)))
)
